# shellcheck shell=bash
# clang-tidy over the sources, with the checks of .clang-tidy. To be sourced after lib.sh, in $root.
# Ends with one line that says what was looked at; with 77 where nothing could be.

# last_known : where this branch left main, or else the commit before the last one; fails without any.
last_known() {
    local main head
    head=$(git rev-parse --verify HEAD) || return
    for main in origin/main main; do
        git merge-base HEAD "$main" | grep -vxF "$head" && return 0
    done
    git rev-parse --verify HEAD~1
}

# changed_since <revision> : first what is not committed, then the newest; some may be gone.
changed_since() {
    git diff --name-only HEAD
    git ls-files --others --exclude-standard
    git log --format= --name-only "$1..HEAD"
}

# only_ours : of the names on stdin, each C++ file of ours that is there, once.
only_ours() {
    local file
    awk '!seen[$0]++' | while IFS= read -r file; do
        case $file in
        app/*.cpp | client/*.cpp | resources/*.cpp | server/*.cpp | tests/*.cpp | ui/*.cpp) ;;
        app/*.h | client/*.h | resources/*.h | server/*.h | tests/*.h | ui/*.h) ;;
        *) continue ;;
        esac
        [ ! -f "$file" ] || printf '%s\n' "$file"
    done
}

# tidy_one <until> <file> : a product's header is looked at by the source that includes it alone.
tidy_one() {
    local file=$2 alone=build/lint/tests/tidy/alone/$2.cpp
    if [ "$(date +%s)" -ge "$1" ]; then
        printf '%s\n' "$file" >>build/lint/left-out
        return 0
    fi
    [ ! -f "$alone" ] || file=$alone
    # A source that is not built here, say for a library's other version, has no flags.
    if [[ $file == *.cpp ]] && ! grep -qF "/$file\"" build/lint/compile_commands.json; then
        return 0
    fi
    # moc is not run for this: an empty file does.
    : >"build/lint/moc/$(basename "${file%.cpp}").moc"
    clang-tidy-14 -p build/lint --quiet --extra-arg=-I"$PWD/build/lint/moc" "$file" \
        2> >(grep -vE '^[0-9]+ (warning|error)s?.* generated' >&2)
}
export -f tidy_one

# tidy_these <seconds> : the files named on stdin; begins with none once the time is over.
tidy_these() {
    local files until=$(($(date +%s) + $1)) left
    mapfile -t files
    if [ ${#files[@]} -eq 0 ]; then
        say "clang-tidy: no source changed."
        return 0
    fi
    if ! command -v clang-tidy-14 >/dev/null; then
        say "clang-tidy: version 14 is not here, and others have other checks."
        return 77
    fi
    # Told a value it does so each time: nothing is built here that would notice new files.
    configure lint "$root/build/lint" -DPUSHPOINT_PRECOMPILED=OFF || return
    mkdir -p build/lint/moc
    : >build/lint/left-out
    if ! printf '%s\0' "${files[@]}" | xargs -0 -P "$jobs" -n 1 bash -c 'tidy_one "$@"' _ "$until"; then
        say "clang-tidy: found something, see above."
        return 1
    fi
    left=$(wc -l <build/lint/left-out)
    if [ "$left" -gt 0 ]; then
        say "clang-tidy: $left of ${#files[@]} sources left out for want of time."
    else
        say "clang-tidy: nothing in ${#files[@]} sources."
    fi
}

# tidy_changed <seconds> [revision]
tidy_changed() {
    local base=${2:-$(last_known 2>/dev/null)}
    if [ -z "$base" ]; then
        say "clang-tidy: there is no earlier commit here to compare with."
        return 77
    fi
    tidy_these "$1" < <(changed_since "$base" | only_ours)
}

# tidy_all <seconds>
tidy_all() {
    tidy_these "$1" < <(git ls-files --cached --others --exclude-standard | only_ours)
}
