/** A stack's name is its user, its units and its folders on the host: what the system has there already stays its own. */
import type { LinkRule } from "../link.ts";

/** Debian's users and groups (base-passwd). */
const ACCOUNTS = words(
  "adm audio backup bin cdrom crontab daemon dialout dip disk fax floppy games input irc kmem kvm list lp mail man messagebus news nobody",
  "nogroup operator plugdev proxy render root sasl shadow src ssl-cert staff sudo sync sys tape tty users utmp uucp video voice www-data",
);

/** Folders in /etc, /run, /var/lib and /var/log, and units, of the system and of what stands beside a site. */
const TAKEN = words(
  "alternatives apache2 apt caddy certbot containerd cron dbus default docker dovecot dpkg emergency exim4 fail2ban gunicorn haproxy init",
  "initctl initramfs kernel letsencrypt lighttpd local lock log logrotate mariadb memcached misc mongod mongodb mount mysql named network",
  "networking nftables nginx nodejs opt os-release pam perl pgbouncer polkit postfix postgres postgresql private profile python python3",
  "rabbitmq-server redis redis-server rescue rsyslog screen security shm skel ssh sshd ssl sudo systemd ucf udev ufw user uwsgi varnish",
);

export const reservedName: LinkRule = {
  id: "reserved-name",
  check({ plan, report }) {
    const { name, users, place } = plan;
    if (place.kind === "local") return;
    const say = (at: string, message: string, help: string): void => report({ code: "reserved-name", layer: "target", at, message, help });
    if (isReserved(name)) say("name", `${name} is the system's: a user, units or folders are called so`, `take another name: ${name}-site`);
    else if (ACCOUNTS.has(users.app))
      say(
        "target.user",
        `the app would run as ${users.app}, which is the system's`,
        "leave target.user out, or name a user that is the app's alone",
      );
    else if (users.app === users.web)
      say(
        "target.user",
        `the app would run as ${users.app}, the web server's own user`,
        "leave target.user out: the app has a user of its own",
      );
    if (users.web === "root")
      say("target.web_user", "the web server's workers would run as root", "name the user that the web server's package made: www-data");
  },
};

export function isReserved(name: string): boolean {
  return ACCOUNTS.has(name) || TAKEN.has(name) || name.startsWith("systemd-");
}

function words(...lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split(" ")));
}
