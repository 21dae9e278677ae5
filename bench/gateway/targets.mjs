/** The ratios that are promised, each from the cells of one run. */
const isPage = (page, clients) => (cell) => cell.page === page && cell.clients === clients;

/** `of` of `to` in `cells`, at its worst over pages, clients and packages. */
const RATIOS = [
  { front: "nginx", app: "raw", to: ["uwsgi"], target: 1.3 },
  { front: "nginx", app: "flask", to: ["uwsgi"], target: 1.15 },
  { front: "nginx", app: "django", to: ["uwsgi"], target: 1.15 },
  { front: "apache", app: "raw", to: ["uwsgi"], target: 1.3 },
  { front: "apache", app: "flask", to: ["uwsgi"], target: 1.15 },
  { front: "apache", app: "django", to: ["uwsgi"], target: 1.15 },
  ...["nginx", "apache"].flatMap((front) =>
    ["raw", "flask", "django"].map((app) => ({ front, app, to: ["gunicorn gthread", "gunicorn sync"], target: 2 })),
  ),
  ...["raw", "flask", "django"].map((app) => ({ front: "apache", app, to: ["mod_wsgi"], target: 1.3 })),
  ...["raw", "flask", "django"].map((app) => ({ front: "nginx", app, to: ["granian"], target: 1 })),
  ...["raw", "flask", "django"].map((app) => ({ front: "alone", app, of: "node", to: ["gunicorn gthread"], target: 1 })),
];

export function targetRows({ cells, cost, memory }) {
  return [...RATIOS.flatMap((ratio) => ratioRow(cells, ratio)), ...tailRows(cells), ...costRow(cost), ...memoryRow(memory)];
}

function ratioRow(cells, { front, app, of = "gateway", to, target }) {
  const group = cells.filter((cell) => cell.front === front && cell.app === app);
  const ratios = pairs(group, of, to).map(([own, peer]) => own.perS / peer.perS);
  if (ratios.length === 0) return [];
  const typical = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
  const what = `${front}, ${app}: ${of} to ${to.length > 1 ? "the better gunicorn" : to[0]}`;
  return [
    [
      what,
      `${typical.toFixed(2)} x (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`,
      `${target} x`,
      verdict(typical >= target),
    ],
  ];
}

/** Cells of `of` with the best of `to` in the same place. */
function pairs(group, of, to) {
  return group
    .filter(({ server }) => server === of)
    .flatMap((own) => {
      const peers = group.filter(
        (cell) => to.includes(cell.server) && cell.packages === own.packages && isPage(own.page, own.clients)(cell),
      );
      const best = peers.sort((a, b) => b.perS - a.perS)[0];
      return best === undefined ? [] : [[own, best]];
    });
}

function tailRows(cells) {
  return ["nginx", "apache"].flatMap((front) => {
    const found = pairs(
      cells.filter((cell) => cell.front === front),
      "gateway",
      ["uwsgi"],
    ).filter(([own, peer]) => own.app === peer.app);
    const ratios = found.map(([own, peer]) => own.p99Ms / peer.p99Ms);
    if (ratios.length === 0) return [];
    const typical = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
    return [
      [
        `${front}: p99 to uwsgi's`,
        `${typical.toFixed(2)} x (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`,
        "at most 1 x",
        verdict(typical <= 1),
      ],
    ];
  });
}

function costRow(cost) {
  const own = cost.find(({ server }) => server === "gateway");
  return own === undefined ? [] : [["CPU added to a request", `${own.addedUs.toFixed(1)} us`, "under 15 us", verdict(own.addedUs < 15)]];
}

function memoryRow(memory) {
  const of = (name) => memory.find(({ server }) => server === name)?.pssMb;
  const [own, peer] = [of("gateway"), of("gunicorn gthread")];
  if (own === undefined || peer === undefined) return [];
  return [["memory of 8 Django workers to gunicorn's", `${(own / peer).toFixed(2)} x`, "at most 0.6 x", verdict(own / peer <= 0.6)]];
}

const verdict = (isMet) => (isMet ? "met" : "**not met**");
