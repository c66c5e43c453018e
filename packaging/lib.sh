# shellcheck shell=bash
# What the scripts of this folder share: which packages are for what, how they get installed, and
# how a preset is built. To be sourced; `root` is the project's folder. Everything is said on
# stderr, because stdout belongs to the program that is started.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jobs=$(nproc 2>/dev/null || echo 2)

# Packages by purpose. `command:package` stands for a package that is only wanted where the command
# is not in PATH, wherever that came from.
packages_build=(cmake:cmake ninja:ninja-build g++:g++ qt6-base-dev qt6-httpserver-dev
                qt6-websockets-dev qt6-charts-dev libgl1-mesa-dev libsimdjson-dev
                libhiredis-dev libqt6sql6-sqlite qt6-tools-dev qt6-l10n-tools
                qt6-translations-l10n libqrencode-dev libpcre2-dev zlib1g-dev
                pkgconf)
packages_wayland=(qt6-wayland)
packages_cluster=(redis-server:redis-server)
# Node.js often comes from elsewhere and has its own npm then, with which Debian's would clash.
packages_test=(ca-certificates ccache:ccache node:nodejs npm:npm chromium:chromium Xvfb:xvfb
               clang++:clang libclang-rt-dev groff:groff-base
               dbus-daemon:dbus-daemon redis-server:redis-server openssl:openssl
               ip:iproute2)
# What is only in Debian 12, or is called otherwise after it.
if [ -r /etc/os-release ] && [ "$(. /etc/os-release && echo "${VERSION_ID-}")" = 12 ]; then
    packages_build+=(libqt6svg6 libqt6opengl6-dev) # Qt Charts needs Qt OpenGL
    packages_test+=(clang-format-14:clang-format-14)
else
    packages_build+=(qt6-svg-plugins libssl-dev) # hiredis has its TLS part there
fi

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

has_display() {
    [ -n "${DISPLAY-}${WAYLAND_DISPLAY-}${QT_QPA_PLATFORM-}" ] || [ "$(uname)" = Darwin ]
}

# missing_packages <entry>… : the packages that are not installed, one a line.
missing_packages() {
    local entry wanted=() installed
    for entry in "$@"; do
        case $entry in
        *:*) command -v "${entry%%:*}" >/dev/null || wanted+=("${entry#*:}") ;;
        *) wanted+=("$entry") ;;
        esac
    done
    [ ${#wanted[@]} -gt 0 ] || return 0
    # dpkg-query fails where it does not know a package: that one is simply not in its answer.
    installed=$(dpkg-query -W -f='${Package} ${db:Status-Status}\n' "${wanted[@]}" 2>/dev/null) || true
    for entry in "${wanted[@]}"; do
        grep -qxF "$entry installed" <<<"$installed" || printf '%s\n' "$entry"
    done
}

# as_root <command>… : runs it as root, by sudo where that is not who we are.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# apt_get <argument>… : quiet, without questions; what it printed is shown when it fails.
apt_get() {
    local log status=0
    log=$(mktemp)
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$@" >"$log" 2>&1 \
        || status=$?
    [ "$status" -eq 0 ] || cat "$log" >&2
    rm -f "$log"
    return "$status"
}

# install_packages <entry>… : installs what is missing, and names it first. Where that cannot be
# done it says what is needed and goes on: the build may find it all in places of its own.
install_packages() {
    local missing package offered=()
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        say "Not a Debian system, so nothing is installed. Needed: CMake 3.25, Ninja, a C++20 compiler," \
            "Qt 6.4 or newer with its HttpServer and WebSockets modules, simdjson, hiredis."
        return 0
    fi
    read -r -d '' -a missing <<<"$(missing_packages "$@")" || true
    [ ${#missing[@]} -gt 0 ] || return 0
    if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
        say "Missing, and neither root nor sudo is at hand to install it: ${missing[*]}"
        say "As root: apt-get install --no-install-recommends ${missing[*]}"
        return 0
    fi
    say "Installing by apt: ${missing[*]}"
    apt_get update || say "The lists of packages could not be renewed; going on with those at hand."
    # One unknown name would keep apt from installing the others.
    for package in "${missing[@]}"; do
        if apt-cache show "$package" >/dev/null 2>&1; then
            offered+=("$package")
        else
            say "This system offers no package $package; going on without it."
        fi
    done
    [ ${#offered[@]} -eq 0 ] || apt_get install -y --no-install-recommends "${offered[@]}" \
        || say "apt could not install all of that; going on with what is there."
}

# run_logged <what it is> <log> <command>… : on a terminal its last line is shown as it goes; the
# whole output comes only if it fails.
run_logged() {
    local what=$1 log=$2 status=0 line width
    shift 2
    mkdir -p "$(dirname "$log")"
    if [ -t 2 ]; then
        width=$(($(tput cols 2>/dev/null || echo 80) - 1))
        "$@" 2>&1 | tee "$log" | while IFS= read -r line; do
            line="$what: $line"
            printf '\r\033[K%s' "${line:0:width}" >&2
        done || status=$?
        printf '\r\033[K' >&2
    else
        "$@" >"$log" 2>&1 || status=$?
    fi
    if [ "$status" -ne 0 ]; then
        cat "$log" >&2
        say "$what: failed, see above (also in $log)."
    fi
    return "$status"
}

# build_preset <preset> [--target name]… [-Dname=value]… : configures where need be, and builds.
build_preset() {
    local preset=$1 build="$root/build/$1" defines=() targets=() begun=$SECONDS
    shift
    command -v cmake >/dev/null || die "cmake is missing."
    while [ $# -gt 0 ]; do
        case $1 in
        -D*) defines+=("$1") ;;
        --target) targets+=(--target "$2"); shift ;;
        esac
        shift
    done
    # Ninja itself configures again when a CMakeLists.txt changed; it does not know of presets.
    if [ ! -f "$build/build.ninja" ] || [ "$root/CMakePresets.json" -nt "$build/build.ninja" ] \
        || [ ${#defines[@]} -gt 0 ]; then
        (cd "$root" && run_logged "configuring $preset" "$build/configure.log" \
            cmake --preset "$preset" "${defines[@]}") || return
    fi
    if [ ! -t 2 ] && [ ! -d "$build/bin" ]; then
        say "Building preset $preset, which takes a few minutes the first time …"
    fi
    run_logged "building $preset" "$build/build.log" \
        cmake --build "$build" --parallel "$jobs" "${targets[@]}" || return
    if grep -q 'warning:' "$build/build.log"; then
        say "$(grep -c 'warning:' "$build/build.log") warnings, see $build/build.log."
    fi
    if [ $((SECONDS - begun)) -ge 5 ]; then
        say "Built preset $preset in $((SECONDS - begun)) s."
    fi
}
