# complete.bash <completion> <line> <word>… : what the completion offers for a line that bash has
# cut into these words, with the cursor at its end; one reply a line.
source "$1"
COMP_LINE=$2
shift 2
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
COMP_POINT=${#COMP_LINE}
_pushpoint_client "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
[ ${#COMPREPLY[@]} -eq 0 ] || printf '%s\n' "${COMPREPLY[@]}"
