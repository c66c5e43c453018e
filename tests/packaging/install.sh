#!/usr/bin/env bash
# What README.md says of keeping it: the commands build what gets installed and nothing else, and
# leave no symbols for a debugger in it.
#   install.sh <source folder> <build folder>
set -euo pipefail

source_folder=$1 build_folder=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { printf '%s\n' "$*" >&2; exit 1; }

build=$(sed -n 's/^cmake --build build\/release --target //p' "$source_folder/README.md")
install=$(sed -n 's/^sudo cmake --install build\/release //p' "$source_folder/README.md")
[ -n "$build" ] && [ -n "$install" ] || fail "README.md has no such commands"

# shellcheck disable=SC2086
cmake --install "$build_folder" $install --prefix "$work/usr" >/dev/null
programs=$(cd "$work/usr/bin" && echo *)
[ "$(tr ' ' '\n' <<<"$build" | sort | xargs)" = "$programs" ] \
    || fail "README.md builds $build, and installed is $programs"
for program in $programs; do
    "$work/usr/bin/$program" --help >/dev/null || fail "$program does not start"
    [[ $(readelf -S "$work/usr/bin/$program") != *.debug_info* ]] || fail "$program is not stripped"
    [ -f "$work/usr/share/man/man1/$program.1" ] || fail "$program has no man page"
done
[ -f "$work/usr/share/applications/pushpoint.desktop" ] || fail "no entry for the desktop"
[ -f "$work/usr/share/bash-completion/completions/pushpoint-client" ] || fail "no completion"
