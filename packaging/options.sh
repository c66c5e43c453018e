# shellcheck shell=bash
# A program's options before it is built: its man page names all of them, which
# tests/client/terminal/tst_man_pages.cpp sees to. To be sourced after lib.sh.

man_page() { printf '%s\n' "$root/docs/man/$1.1"; }

# print_options <program> : as plain text.
print_options() { awk -f "$root/packaging/options.awk" "$(man_page "$1")"; }

# check_options <program> <argument>… : ends with 2 and one line at the first unknown option.
check_options() {
    local known flags argument is_value=false
    known=$(sed 's/\\-/-/g' "$(man_page "$1")" | grep -oE -- '--[a-z][a-z-]*'; echo --help-all)
    flags=$(sed -n 's/\\-/-/g; s/^\.B \(--[a-z-]*\)$/\1/p' "$(man_page "$1")"; echo --help-all)
    shift
    for argument in "$@"; do
        if $is_value; then # which may begin with dashes
            is_value=false
            continue
        fi
        case $argument in
        --) return 0 ;; # what follows is a text, or a command of its own
        --*)
            grep -qxF -e "${argument%%=*}" <<<"$known" \
                || wrong_use "Unknown option ${argument%%=*}. See --help in the same place."
            [[ $argument == *=* ]] || grep -qxF -e "$argument" <<<"$flags" || is_value=true
            ;;
        esac
    done
}
