# shellcheck shell=bash
# What ./libnetwork and ./verify need of the machine: a JDK 25, Maven, Debian packages.
# Sourced by both; defines functions and nothing else. Whatever is said goes to stderr.

say() { printf 'libnetwork: %s\n' "$*" >&2; }

die() {
  say "$@"
  exit 1
}

# Sets jdk (its folder) and jdk_build (its exact build, as its `release` file spells it) if the
# folder given is a JDK 25; a run-time without a compiler does not count. No process is started.
# shellcheck disable=SC2034 # jdk_build is for whoever sources this file
is_jdk_25() {
  local line version=''
  [[ -x $1/bin/java && -x $1/bin/javac && -r $1/release ]] || return 1
  jdk_build=''
  while IFS= read -r line; do
    case $line in
      JAVA_VERSION=*) version=$line ;;
      JAVA_RUNTIME_VERSION=*) jdk_build=${line#*=} ;;
    esac
  done <"$1/release"
  [[ $version =~ ^'JAVA_VERSION="25'[.\"] ]] || return 1
  jdk=$1
}

# The JDK 25 to use: LIBNETWORK_JAVA_HOME, else JAVA_HOME, else the first under /usr/lib/jvm
# (LIBNETWORK_JVM_DIRS, separated by colons, names other folders to look in).
find_jdk() {
  local candidate folder folders
  IFS=: read -r -a folders <<<"${LIBNETWORK_JVM_DIRS:-/usr/lib/jvm}"
  for candidate in "${LIBNETWORK_JAVA_HOME:-}" "${JAVA_HOME:-}"; do
    [[ -n $candidate ]] && is_jdk_25 "$candidate" && return
  done
  for folder in "${folders[@]}"; do
    for candidate in "$folder"/*; do
      is_jdk_25 "$candidate" && return
    done
  done
  die "no JDK 25 in LIBNETWORK_JAVA_HOME, JAVA_HOME or ${folders[*]}: install one, for example the" \
    "package temurin-25-jdk of https://adoptium.net or openjdk-25-jdk of your distribution," \
    "or set LIBNETWORK_JAVA_HOME to its folder"
}

need_maven() {
  [[ -n $(type -P mvn) ]] || die "no mvn in PATH: install Maven 3.8.7 or newer, on Debian: apt-get install maven"
}

# Installs the Debian packages named: as root, and says so; anyone else is told the command.
install_packages() {
  local -a apt_get=(apt-get --yes --no-install-recommends -o DPkg::Lock::Timeout=120)
  if ((EUID != 0)); then
    say "missing from this machine: $*; to install, type"
    say "  sudo apt-get install $*"
    return 1
  fi
  [[ -n $(type -P apt-get) ]] || die "missing from this machine: $* (Debian's names), and there is no apt-get to install it"
  say "installing $*"
  export DEBIAN_FRONTEND=noninteractive
  # Package lists may be absent, as in images, or too old to be of use: refresh them only then.
  "${apt_get[@]}" install "$@" >/dev/null 2>&1 </dev/null && return
  "${apt_get[@]}" update >&2 </dev/null || say "apt-get update failed; trying with the lists that are there"
  "${apt_get[@]}" install "$@" >&2 </dev/null || die "apt-get could not install $*; see above"
}

# Unpacks a Debian package into a folder, and does not install it: nothing of it starts, and nothing
# else on the machine sees it. Says so.
unpack_package() {
  local package=$1 folder=$2 work
  [[ -n $(type -P apt-get) ]] || {
    say "no apt-get to download the package $package with"
    return 1
  }
  say "unpacking $package into $folder; it is not installed"
  work=$(mktemp -d)
  if (cd "$work" && apt-get --quiet download "$package" && dpkg-deb --extract ./*.deb unpacked) >"$work/log" 2>&1; then
    mv "$work/unpacked" "$folder"
    rm -rf "$work"
  else
    cat "$work/log" >&2
    rm -rf "$work"
    return 1
  fi
}

# Whether the loader can find libnftables.so.1.
has_libnftables() {
  local file
  for file in /{usr/,}lib{,64}/{,*-linux-gnu*/}libnftables.so.1; do
    [[ -e $file ]] && return
  done
  ldconfig -p 2>/dev/null | grep -q 'libnftables\.so\.1 '
}

# Runs Maven on the whole project, with everything it says in the log named first, and on stderr
# only what shows how far it is: a module, a test class, how much of a sampling suite was run, fifty files
# downloaded, an error.
run_maven() {
  local log=$1
  shift
  need_maven
  mkdir -p "${log%/*}"
  # Debian's Maven 3.8.7 brings an old Guava, about which a JDK 25 would warn.
  export JAVA_HOME=$jdk MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow"
  # shellcheck disable=SC2154 # root is set by whoever sources this file
  mvn --batch-mode -Dstyle.color=never -f "$root/pom.xml" "$@" </dev/null 2>&1 | tee "$log" | maven_progress >&2
  return "${PIPESTATUS[0]}"
}

maven_progress() {
  awk '
    /^\[INFO\] Building .*\[[0-9]+\/[0-9]+\]$/ { sub(/^\[INFO\] Building /, ""); sub(/ +\[/, " ["); say("building " $0); next }
    /^Downloaded from |^\[INFO\] Downloaded from / { if (++files % 50 == 0) say("  " files " files downloaded"); next }
    /Tests run: .* -- in / { sub(/^\[[A-Z]+\] +/, ""); say("  " $0); next }
    /^(crash|refusals|history): / { say("  " $0); next }
    /^\[(ERROR|WARNING)\] .*\.java:/ && !seen[$0]++ && ++errors <= 10 { say("  " $0) }
    function say(text) { print "libnetwork: " text; fflush() }'
}

show_log_end() {
  say "the end of $1:"
  # Without what Maven always says about itself.
  grep -Ev '^\[(INFO|ERROR)\] *$|Help 1|re-run Maven|more information|After correcting|mvn <args>' "$1" | tail -n 20 >&2
}

# How a JVM that ran tests ended where it did so by itself: a signal, or a library that gave up.
show_deaths() {
  local file
  grep -Eh -A1 'terminated without properly|Process Exit Code|Crashed tests|^BUG:|^# *SIG|^#  *Problem' "$1" | sort -u | cut -c 1-300 | head -n 20 >&2 || true
  for file in "$root"/*/hs_err_pid*.log "$root"/*/target/surefire-reports/*.dump*; do
    [[ -e $file ]] || continue
    say "the beginning of $file:"
    head -n 60 "$file" >&2
  done
}
