/** For tests of this layer: text of a stack.yaml to its Plan, and the files that `emit` makes of it. */
import { withDefaults } from "../../../schema/defaults.ts";
import { parse } from "../../../schema/parse.ts";
import type { Stack } from "../../../schema/stack.generated.ts";
import type { Emit, TargetLayer } from "../../layer.ts";
import { plan as makePlan } from "../../plan/build.ts";
import type { Place, Plan } from "../../plan/plan.ts";
import { registry } from "../../registry.ts";
import type { File } from "../../render/file.ts";
import { collect, type Fault } from "../../report.ts";

export type Sample = { readonly plan: Plan; readonly files: ReadonlyMap<string, File>; readonly faults: readonly Fault[] };

export function sample(
  layer: TargetLayer,
  text: string,
  place: Place = { kind: "host" },
  adapt: (plan: Plan) => Plan = (plan) => plan,
): Sample {
  const tree = parse({ file: "stack.yaml", text }).value;
  const { report, faults } = collect();
  const made =
    tree === null
      ? null
      : makePlan({
          stack: withDefaults(tree.data, "Stack") as unknown as Stack,
          tree,
          options: { environment: null, place },
          registry,
          report,
        });
  if (made === null) throw new Error(`no plan: ${JSON.stringify(faults)}`);
  const plan = adapt(made);
  const emit: Emit = { plan, registry, report };
  layer.check(emit);
  const files = new Map(layer.emit(emit).map((file) => [file.path, file]));
  return { plan, files, faults };
}

export const SHOP = `name: shop
domains: [shop.example.com]
web: { server: nginx }
wsgi: { server: gunicorn, backlog: 8192 }
app:
  framework: django
  module: shop.wsgi:application
  secrets: [SECRET_KEY, DATABASE_URL]
  env: { GREETING: '50% "off" at $HOME' }
  static: { /static/: static }
  media: { /media/: media }
processes:
  worker: { command: celery -A shop worker, instances: 3, memory: 512MB }
  beat: python manage.py beat
schedule:
  daily-mail: { command: python manage.py mail, at: "03:30" }
  tidy: { command: python manage.py tidy, at: daily }
  poll: { command: /usr/local/bin/poll --all, every: 5m, timeout: 2m }
hooks: { release: [python manage.py migrate --noinput] }
budget: { memory: 2GB, cpus: 1.5, db_connections: 60 }
`;
