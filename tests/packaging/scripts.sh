#!/usr/bin/env bash
# packaging/run, cluster and test in surroundings that they must explain rather than stumble over.
# Each case runs a copy of the scripts in a folder of its own; apt, cmake and others are stubs that
# write down what they were asked, so nothing is installed or built.
#   scripts.sh <source folder> [case…]
set -uo pipefail

source_folder=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# stub <command> <body of a script> : stands in for a command.
stub() {
    printf '#!/bin/bash\n%s\n' "$2" >"$stubs/$1"
    chmod +x "$stubs/$1"
}

# set_up : a checkout on a Debian where nothing is installed yet, root, a network and room enough.
set_up() {
    rm -rf "${work:?}"/*
    checkout=$work/checkout stubs=$work/stubs asked=$work/asked
    mkdir -p "$checkout/docs" "$stubs"
    cp -r "$source_folder/packaging" "$checkout/"
    cp -r "$source_folder/docs/man" "$checkout/docs/"
    cp "$source_folder/CMakePresets.json" "$checkout/"
    : >"$asked"
    stub dpkg-query 'exit 1'
    stub apt-cache 'exit 0'
    stub apt-get "echo apt-get \"\$*\" >>'$asked'; echo 'Hit:1 http://deb.example stable'"
    stub id 'echo 0'
    stub fc-list 'echo a font with Chinese'
    # Configures, and builds a program that tells its arguments.
    stub cmake "echo cmake \"\$*\" >>'$asked'
if [ \"\$1\" = --preset ]; then
    mkdir -p build/\$2; echo CMAKE_HOME_DIRECTORY:INTERNAL=\$PWD >build/\$2/CMakeCache.txt
    touch build/\$2/build.ninja
else
    mkdir -p \$2/bin; for name in pushpoint pushpoint-client; do
        printf '#!/bin/sh\necho %s \"\$@\"\n' \$name >\$2/bin/\$name; chmod +x \$2/bin/\$name
    done
fi"
    stub ctest 'exit 0'
    stub clang-format 'exit 0'
}

# start <script> <argument>… : runs it; its words are in $said and what it asked for in $asked.
start() {
    local script=$1
    shift
    said=$(env -u DISPLAY -u WAYLAND_DISPLAY -u QT_QPA_PLATFORM -u CI "${environment[@]}" \
        PATH="$stubs:$PATH" "$checkout/packaging/$script" "$@" </dev/null 2>&1)
    status=$?
}

fail() {
    printf '%s: %s\n  status %s, said:\n%s\n  asked:\n%s\n' "$case" "$*" "$status" \
        "$said" "$(cat "$asked")" >&2
    failed=1
}
ends_with() { [ "$status" -eq "$1" ] || fail "expected status $1"; }
says() { grep -qF -e "$1" <<<"$said" || fail "expected: $1"; }
is_one_line() { [ "$(wc -l <<<"$said")" -eq 1 ] || fail "expected one line"; }
asked_for() { grep -qE -e "$1" "$asked" || fail "expected to be asked: $1"; }
asked_nothing() { [ ! -s "$asked" ] || fail "expected nothing installed or built"; }

run_installs_builds_and_starts() {
    start run --port 1
    ends_with 0
    says "Installing by apt: "
    asked_for '^apt-get .* install .*qt6-base-dev'
    asked_for '^cmake --build .* --target pushpoint$'
    says "pushpoint --headless --port 1"
}

help_needs_nothing() {
    local words
    for words in "run --help" "run -h" "run client --help" "run client send --help" \
        "run cluster --help" "test --help" "check-debian13 --help" "lint --help"; do
        # shellcheck disable=SC2086
        start $words
        ends_with 0
        asked_nothing
    done
    start run cluster --help
    says "--allow-origin list"
    says "Two servers joined by a Redis"
    start run client --help
    says "--wait TIME"
}

wrong_words_need_nothing() {
    local words
    for words in "run --prot 1" "run nonsense" "run client nonsense" "run client send --too Alice" \
        "run cluster --prot=1" "test --quik" "check-debian13 --quik" "lint --numbrs" "lint --base"; do
        # shellcheck disable=SC2086
        start $words
        ends_with 2
        is_one_line
        asked_nothing
    done
}

what_is_no_option_passes() {
    start run client send --from --Bob --to=Alice -- --text
    ends_with 0
    says "pushpoint-client send --from --Bob --to=Alice -- --text"
    start run client listen --name deploy -- ./deploy.sh --help
    says "pushpoint-client listen --name deploy -- ./deploy.sh --help"
}

missing_display_needs_nothing() {
    start run client
    ends_with 1
    says "there is no display"
    is_one_line
    asked_nothing
}

without_network_it_is_short() {
    stub apt-get "echo 'Err:1 http://deb.example'; echo 'W: Failed to fetch http://deb.example'"
    stub cmake "seq 250; exit 1"
    start run
    ends_with 1
    says "apt reaches none of its servers"
    [ "$(wc -l <<<"$said")" -le 4 ] || fail "expected few lines"
}

one_dead_server_of_many_is_no_reason() {
    stub apt-get "echo apt-get \"\$*\" >>'$asked'; echo 'Hit:1 http://deb.example'
echo 'Err:2 http://browser.example'"
    start run
    ends_with 0
    asked_for '^apt-get .* install '
}

apts_own_reason_is_named() {
    stub apt-get "[[ \"\$*\" == *install* ]] || { echo 'Hit:1 http://deb.example'; exit 0; }
seq 250; echo 'E: You do not have enough free space in /var/cache/apt/archives/.'; exit 100"
    start run
    says "Not installed: E: You do not have enough free space"
    [ "$(wc -l <<<"$said")" -le 5 ] || fail "expected few lines"
}

without_sudo_it_says_what_root_has_to_do() {
    local program
    stub id 'echo 1000'
    mkdir "$work/path"
    for program in bash env dirname sed awk grep mkdir uname tail wc cat rm mktemp tee df; do
        ln -s "$(command -v "$program")" "$work/path/"
    done
    stub cmake "seq 250; exit 1"
    PATH=$work/path start run
    ends_with 1
    says "As root: apt-get install --no-install-recommends "
    [ "$(wc -l <<<"$said")" -le 3 ] || fail "expected few lines"
}

read_only_checkout_is_named() {
    local script
    : >"$checkout/build" # no folder can be made there, not even by root
    for script in run test "run cluster"; do
        # shellcheck disable=SC2086
        start $script
        ends_with 1
        says "cannot be written"
        asked_nothing
    done
}

too_little_disk_is_named() {
    stub df 'echo Filesystem 1024-blocks Used Available Capacity Mounted on
echo /dev/my disk 1000000 900000 102400 90% /a folder'
    for script in run test; do
        start $script
        ends_with 1
        says "100 MiB are free"
        asked_nothing
    done
}

moved_checkout_is_configured_afresh() {
    start run
    mv "$checkout" "$work/moved" # with its build folder
    checkout=$work/moved
    : >"$asked"
    touch "$checkout/build/release/of-the-old-place"
    start run
    ends_with 0
    says "was made for $work/checkout: configuring it afresh."
    asked_for '^cmake --preset release'
    [ ! -e "$checkout/build/release/of-the-old-place" ] || fail "expected a fresh folder"
    : >"$asked"
    start run
    ! grep -q -e --preset "$asked" || fail "expected no second configuration"
}

progress_is_shown_on_a_terminal() {
    command -v script >/dev/null || { echo "SKIP   : scripts::$case there is no script(1)"; return; }
    stub apt-get "echo 'Get:1 http://deb.example stable'"
    said=$(env -u CI PATH="$stubs:$PATH" TERM=xterm script -qec "'$checkout/packaging/run'" /dev/null)
    status=$?
    says "apt-get: Get:1 http://deb.example stable"
}

font_with_chinese_is_installed_for_a_window() {
    stub fc-list 'exit 0'
    start run
    ! grep -q fonts- "$asked" || fail "expected no font without a window"
    environment=(DISPLAY=:0)
    start run
    asked_for '^apt-get .* install .*fonts-droid-fallback'
    stub fc-list 'echo a font with Chinese'
    : >"$asked"
    start run
    ! grep -q fonts- "$asked" || fail "expected no second font"
    stub fc-list 'exit 0'
    start run client send --to Alice text
    ! grep -q fonts- "$asked" || fail "expected no font for a command of the terminal"
    stub redis-server 'exit 1' # it ends there
    start run cluster
    asked_for '^apt-get .* install .*fonts-droid-fallback'
}

skipped_tests_are_counted_and_named() {
    mkdir -p "$checkout/build/release/Testing/Temporary" "$checkout"/{app,server,client,ui,tests}
    cat >"$checkout/build/release/Testing/Temporary/LastTest.log" <<'LOG'
1/3 Testing: tst_good
1/3 Test: tst_good
PASS   : TestGood::works()
2/3 Testing: tst_cables
2/3 Test: tst_cables
SKIP   : TestCables::initTestCase() only root may do this
   Loc: [tst_cables.cpp(12)]
3/3 Testing: tst_browser
3/3 Test: tst_browser
ok 7 - two nodes show # SKIP redis-server is not installed
LOG
    start test --quick
    ends_with 0
    says "tst_cables: initTestCase() only root may do this"
    says "tst_browser: two nodes show: redis-server is not installed"
    says "--quick: the sanitizers, fuzzing"
    says " skipped:"
}

everything_is_tested_and_what_failed_is_named() {
    mkdir -p "$checkout"/{app,server,client,ui,tests}
    stub clang++ 'exit 1'
    stub ctest "echo ctest \"\$*\" >>'$asked'; [ \$2 != asan ]"
    environment=(CI=true)
    start test
    ends_with 1
    asked_for '^cmake --preset asan .*-DPUSHPOINT_WARNINGS_AS_ERRORS=ON'
    asked_for '^ctest --preset asan'
    asked_for '^cmake --build .*/build/tsan .*--target threaded_tests'
    asked_for '^ctest --preset tsan'
    asked_for '^ctest --preset release'
    says "packaging/fuzz: there is no libFuzzer here"
    [ "$(tail -n 1 <<<"$said")" = "Failed: ctest --preset asan" ] || fail "expected what failed"
}

# one_changed_source : a checkout of two sources, the second of which is committed and then changed.
one_changed_source() {
    mkdir -p "$checkout"/{server,build/lint}
    touch "$checkout"/server/{same,other}.cpp
    printf '{"file": "%s"}\n' "$checkout"/server/{same,other}.cpp \
        >"$checkout/build/lint/compile_commands.json"
    git -C "$checkout" init -q
    git -C "$checkout" add server
    git -C "$checkout" -c user.name=me -c user.email=me@example.org commit -q -m "two sources"
    echo 'int other;' >"$checkout/server/other.cpp"
}

lint_looks_at_what_changed() {
    one_changed_source
    stub clang-tidy-14 "echo clang-tidy \"\$*\" >>'$asked'"
    start lint --changed --base HEAD
    ends_with 0
    says "clang-tidy: nothing in 1 sources."
    asked_for '^cmake --preset lint'
    asked_for '^clang-tidy .* server/other.cpp$'
    ! grep -q same.cpp "$asked" || fail "expected only what changed"
    : >"$asked"
    start lint --changed --base HEAD --seconds 0
    ends_with 0
    says "1 of 1 sources left out for want of time"
    start lint --changed # the first commit has none before it
    ends_with 77
    says "no earlier commit"
}

what_lint_finds_fails_it() {
    one_changed_source
    stub clang-tidy-14 "echo other.cpp:1:5: error: used after it was moved; exit 1"
    start lint --changed --base HEAD
    ends_with 1
    says "other.cpp:1:5: error: used after it was moved"
    says "clang-tidy: found something"
    git -C "$checkout" -c user.name=me -c user.email=me@example.org commit -q -a -m "another"
    start test
    says "packaging/lint"
    ends_with 1
}

cases=("$@")
if [ ${#cases[@]} -eq 0 ]; then
    mapfile -t cases < <(sed -n 's/^\([a-z_]*\)() {$/\1/p' "$0" | grep -vxE 'stub|set_up|start|fail|one_changed_source')
fi
for case in "${cases[@]}"; do
    environment=()
    set_up
    "$case"
done
[ ${#cases[@]} -ge 14 ] || [ $# -gt 0 ] || { echo "only ${#cases[@]} cases" >&2; failed=1; }
exit "$failed"
