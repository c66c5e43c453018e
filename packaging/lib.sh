# shellcheck shell=bash
# What the scripts of this folder share: what they say and ask of the machine, and how a preset is
# built. packages.sh installs what that needs. To be sourced; `root` is the project's folder.
# Everything is said on stderr, because stdout belongs to the program that is started.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jobs=$(nproc 2>/dev/null || echo 2)
. "$root/packaging/packages.sh"

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }
# wrong_use <what> : as the programs do it, one line and 2.
wrong_use() { say "$*"; exit 2; }

# usage : the comment at the head of the script that runs.
usage() { sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0"; }

has_display() {
    [ -n "${DISPLAY-}${WAYLAND_DISPLAY-}${QT_QPA_PLATFORM-}" ] || [ "$(uname)" = Darwin ]
}

# need_room <preset> <MiB> : ends with one line where that preset cannot be built for want of a
# folder to write to, or of disk. What was built once needs no more.
need_room() {
    local build="$root/build/$1" free
    if ! mkdir -p "$build" 2>/dev/null || [ ! -w "$build" ]; then
        die "Nothing can be built here, $build cannot be written. Copy the checkout to a folder of your own."
    fi
    [ ! -d "$build/bin" ] || return 0
    free=$(df -Pk "$build" 2>/dev/null | sed -n '$s/.* \([0-9][0-9]*\)  *[0-9]*% .*/\1/p')
    [ -z "$free" ] || [ $((free / 1024)) -ge "$2" ] \
        || die "Too little disk: building needs $2 MiB in $build, and $((free / 1024)) MiB are free."
}

# show_progress <what it is> <log> <command>… : on a terminal its last line is shown as it goes.
show_progress() {
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
    return "$status"
}

# run_logged <what it is> <log> <command>… : the same; the whole output comes only if it fails.
run_logged() {
    local status=0
    show_progress "$@" || status=$?
    if [ "$status" -ne 0 ]; then
        cat "$2" >&2
        say "$1: failed, see above (also in $2)."
    fi
    return "$status"
}

# forget_if_moved <build folder> : CMake goes on building the sources that a folder was made for,
# also where both were copied or moved since.
forget_if_moved() {
    local home
    home=$(sed -n 's/^CMAKE_HOME_DIRECTORY:INTERNAL=//p' "$1/CMakeCache.txt" 2>/dev/null) || true
    [ -n "$home" ] && [ ! "$home" -ef "$root" ] || return 0
    say "$1 was made for $home: configuring it afresh."
    rm -rf "$1"
}

# configure <preset> <build folder> [-Dname=value]… : Ninja itself configures again when a
# CMakeLists.txt changed; it does not know of presets.
configure() {
    local preset=$1 build=$2 log=$2/configure.log how=run_logged
    shift 2
    forget_if_moved "$build"
    if [ -f "$build/build.ninja" ] && [ ! "$root/CMakePresets.json" -nt "$build/build.ninja" ] \
        && [ $# -eq 0 ]; then
        return 0
    fi
    # What is missing was said; CMake's pages about it would only hide that.
    [ -z "$not_installed" ] || how=show_progress
    (cd "$root" && "$how" "configuring $preset" "$log" cmake --preset "$preset" "$@") && return 0
    [ -z "$not_installed" ] || say "Without these it does not build ($log)."
    return 1
}

# build_preset <preset> [--target name]… [-Dname=value]… : configures where need be, and builds.
build_preset() {
    local preset=$1 build="$root/build/$1" defines=() targets=() begun=$SECONDS
    shift
    if ! command -v cmake >/dev/null; then
        [ -n "$not_installed" ] || say "cmake is missing."
        return 1
    fi
    while [ $# -gt 0 ]; do
        case $1 in
        -D*) defines+=("$1") ;;
        --target) targets+=(--target "$2"); shift ;;
        esac
        shift
    done
    configure "$preset" "$build" "${defines[@]}" || return
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
