#!/usr/bin/env bash
# Records what other programs ask a name server, in a network namespace of its own:
#
#   record.sh "RESOLV.CONF LINES" COMMAND...
#
# The recorder is at 10.9.9.9, where a command that forwards is to send what it is asked, and
# resolv.conf names it. What was asked is written to standard output, what the command says to
# standard error. Needs root. The files under src/test/resources/recorded/questions were made so:
#
#   libc       gcc -o resolve resolve.c -lresolv (or musl's gcc, with -static), then
#              record.sh "options ndots:0" sh -c './resolve web crowd nobody www.example.org;
#              ./resolve -r 10.0.0.2; ./resolve -s mail.app 15; ./resolve -s mail.app 16;
#              ./resolve -s _http._tcp.web.app 33; ./resolve -s web 28'
#   Go         CGO_ENABLED=0 go build resolve.go, then record.sh "" env GODEBUG=netdns=go ./resolve
#   Java       record.sh "" java -cp dnsjava.jar:slf4j-api.jar Resolve.java jndi (or dnsjava)
#   dig        record.sh "" sh -c 'dig @10.9.9.9 web; dig @10.9.9.9 +dnssec web; ...'
#   others     record.sh "" sh -c 'dnsmasq --no-resolv --server=10.9.9.9 --port=5300 ... &
#              dig -p 5300 @127.0.0.1 web; ...', and the same with unbound, named, aardvark-dns and
#              systemd-resolved, which wants a link that is up and a user of its name in /etc/passwd
#
# Each question was left out that differs from one before it in the same file by its id alone. The
# files under recorded/answers are what `recorder.py ask` wrote, asking BIND as the authority of
# example.org, and the others in front of it.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
# shellcheck disable=SC2016 # they are for the inner shell
exec unshare --net --mount bash -euo pipefail -c '
  recorder=$1 lines=$2
  shift 2
  ip link set lo up
  ip link add recorder type veth peer name other
  ip link set other up
  ip link set recorder up
  ip address add 10.9.9.9/24 dev recorder
  conf=$(mktemp)
  printf "nameserver 10.9.9.9\n%s\n" "$lines" >"$conf"
  mount --bind "$conf" /etc/resolv.conf
  rm "$conf"
  python3 "$recorder" serve 10.9.9.9 &
  pid=$!
  sleep 0.5
  "$@" >&2 || true
  sleep 0.2
  kill $pid
' record "$here/recorder.py" "$@"
