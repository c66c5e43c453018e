# shellcheck shell=bash
# Which packages are for what, and how they get installed. To be sourced by lib.sh.

# Packages by purpose. `command:package` stands for a package that is only wanted where the command
# is not in PATH, wherever that came from.
packages_build=(cmake:cmake ninja:ninja-build g++:g++ qt6-base-dev qt6-httpserver-dev
                qt6-websockets-dev qt6-charts-dev libgl1-mesa-dev libsimdjson-dev
                libhiredis-dev libqt6sql6-sqlite qt6-tools-dev qt6-l10n-tools
                qt6-translations-l10n libqrencode-dev libpcre2-dev zlib1g-dev
                libssl-dev pkgconf)
packages_cluster=(redis-server:redis-server)
# Node.js often comes from elsewhere and has its own npm then, with which Debian's would clash.
# Of Apache only the program: the package apache2 is a service on port 80.
packages_test=(ca-certificates ccache:ccache node:nodejs npm:npm chromium:chromium Xvfb:xvfb
               clang++:clang libclang-rt-dev groff:groff-base
               dbus-daemon:dbus-daemon redis-server:redis-server openssl:openssl
               ip:iproute2 apache2:apache2-bin)
# These would start to serve port 80 of a computer that somebody works at; so only in containers.
if [ ! -d /run/systemd/system ]; then
    packages_test+=(nginx:nginx haproxy:haproxy caddy:caddy)
fi
# What is only in Debian 12, or is called otherwise after it.
if [ -r /etc/os-release ] && [ "$(. /etc/os-release && echo "${VERSION_ID-}")" = 12 ]; then
    packages_build+=(libqt6svg6 libqt6opengl6-dev) # Qt Charts needs Qt OpenGL
    packages_test+=(clang-format-14:clang-format-14)
else
    packages_build+=(qt6-svg-plugins)
fi

# packages_window : what a window wants besides, one a line; nothing where there can be none. Without
# any font with Chinese the answer 对方不在线 would be boxes; this one takes 7 MB (Noto CJK: 91) and
# only steps in for letters that no other font has.
packages_window() {
    has_display || return 0
    [ -z "${WAYLAND_DISPLAY-}" ] || echo qt6-wayland
    [ -n "$(fc-list :lang=zh 2>/dev/null)" ] || echo fonts-droid-fallback
}

# Said when packages could not be installed; empty where nothing is missing.
not_installed=

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

# apt_get <log> <argument>… : without questions, in English; its lines go by on a terminal.
apt_get() {
    local log=$1
    shift
    show_progress apt-get "$log" as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C \
        apt-get -q -o Dpkg::Use-Pty=0 "$@"
}

# apt_install <log> <package>… : says why where it fails.
apt_install() {
    local log=$1 package offered=()
    shift
    # Where nothing answers, apt would try each server for two minutes. A single one that does not
    # answer, say of a browser's maker, is no reason to give up.
    apt_get "$log" update -o Acquire::Retries=0 -o Acquire::http::Timeout=10 \
        -o Acquire::https::Timeout=10 || true
    if grep -qE '^(Err|W|E):' "$log" && ! grep -qE '^(Get|Hit):' "$log"; then
        echo "apt reaches none of its servers; is there a network?"
        return 1
    fi
    # One unknown name would keep apt from installing the others.
    for package in "$@"; do
        if apt-cache show "$package" >/dev/null 2>&1; then
            offered+=("$package")
        else
            say "This system offers no package $package; going on without it."
        fi
    done
    if [ ${#offered[@]} -gt 0 ] \
        && ! apt_get "$log" install -y --no-install-recommends "${offered[@]}"; then
        grep '^E: ' "$log" | tail -n 1 | grep . || echo "apt-get failed."
        return 1
    fi
}

# install_packages <entry>… : installs what is missing, and names it first. Where that cannot be
# done it says so in one line and goes on: the build may find it all in places of its own.
install_packages() {
    local missing log
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        say "Not a Debian system, so nothing is installed; README.md names what is needed."
        return 0
    fi
    read -r -d '' -a missing <<<"$(missing_packages "$@")" || true
    [ ${#missing[@]} -gt 0 ] || return 0
    if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
        not_installed="Missing, with neither root nor sudo at hand. As root: apt-get install --no-install-recommends ${missing[*]}"
        say "$not_installed"
        return 0
    fi
    say "Installing by apt: ${missing[*]}"
    log=$(mktemp)
    if ! not_installed=$(apt_install "$log" "${missing[@]}"); then
        say "Not installed: $not_installed"
    fi
    rm -f "$log"
}
