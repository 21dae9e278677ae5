/** The plot beside the tables: for each front and app, every server's requests a second at 32 clients of /hello, as a share of uWSGI's. */
const [WIDTH, BAR, GAP, LEFT, SCALE] = [760, 14, 18, 210, 180];
const COLOURS = {
  gateway: "#0b6e4f",
  uwsgi: "#8a8d91",
  "gunicorn gthread": "#c9a227",
  "gunicorn sync": "#e0c56e",
  granian: "#b5533c",
  mod_wsgi: "#5a6f9c",
};

export function plot(cells) {
  const shown = cells.filter(
    ({ front, page, clients, packages }) => front !== "alone" && page === "/hello" && clients === 32 && packages === "PyPI",
  );
  const groups = [...new Set(shown.map(({ group }) => group))];
  const parts = [];
  let y = 10;
  for (const group of groups) {
    const own = shown.filter((cell) => cell.group === group);
    const base = own.find(({ server }) => server === "uwsgi")?.perS;
    if (base === undefined) continue;
    parts.push(text(0, y + 12, group, "font-weight='bold'"));
    for (const { server, perS } of own) {
      const ratio = perS / base;
      parts.push(text(LEFT - 8, y + 11, server, "text-anchor='end'"));
      parts.push(`<rect x='${LEFT}' y='${y}' width='${(ratio * SCALE).toFixed(1)}' height='${BAR}' fill='${COLOURS[server] ?? "#444"}'/>`);
      parts.push(text((LEFT + ratio * SCALE + 6).toFixed(1), y + 11, `${ratio.toFixed(2)} (${perS.toFixed(0)}/s)`));
      y += BAR + 4;
    }
    y += GAP;
  }
  const line = `<line x1='${LEFT + SCALE}' y1='0' x2='${LEFT + SCALE}' y2='${y}' stroke='#bbb' stroke-dasharray='3 3'/>`;
  const style = "font-family='sans-serif' font-size='11' fill='#222'";
  return `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 ${WIDTH} ${y}' ${style}>\n<title>Requests a second, in shares of uWSGI</title>\n<rect width='100%' height='100%' fill='#fff'/>\n${[line, ...parts].join("\n")}\n</svg>\n`;
}

function text(x, y, words, more = "") {
  return `<text x='${x}' y='${y}' ${more}>${words}</text>`;
}
