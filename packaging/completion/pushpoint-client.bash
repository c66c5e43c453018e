# bash completion for pushpoint-client: commands, options, and the names of those who are online.
# Needs nothing but bash 4.4; installed where bash-completion looks.

# Fills `words` with what was typed up to the cursor. Bash cuts at ':' and '=' too, so that an
# address or --to=Alice is several words to it; here what has no blank in between is one.
_pushpoint_client_words() {
    local line=$COMP_LINE word gap i
    words=()
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        gap=${line%%[![:blank:]]*}
        line=${line#"$gap"}
        if ((i > 0)) && [[ -z $gap ]]; then
            words[${#words[@]} - 1]+=$word
        else
            words+=("$word")
        fi
        line=${line#"$word"}
    done
}

# Prints who is online, one name a line, by the program that is being completed.
_pushpoint_client_online() {
    local program=$1 server=$2 limit=()
    type -P timeout >/dev/null && limit=(timeout 2)
    type -P "$program" >/dev/null || program=pushpoint-client
    "${limit[@]}" "$program" who ${server:+--server "$server"} 2>/dev/null </dev/null | cut -f1
}

# Offers names: whole and quoted for the shell, whatever is in them.
_pushpoint_client_names() {
    local cur=$1 quote= typed name
    case $cur in
    [\"\']*) quote=${cur:0:1} typed=${cur:1} ;;
    *) typed=${cur//\\/} ;;
    esac
    while IFS= read -r name; do
        [[ $name == "$typed"* ]] || continue
        if [[ -z $quote ]]; then
            printf -v name %q "$name"
        elif [[ $name == *[\"\'\$\`\\!]* ]]; then
            continue # would mean something else between these quotes
        fi
        COMPREPLY+=("$name")
    done
}

_pushpoint_client_reply() {
    local word
    while IFS= read -r word; do
        COMPREPLY+=("$word")
    done < <(compgen "$@")
}

# The value of an option; fails where it has none.
_pushpoint_client_value() {
    local option=$1 cur=$2 program=$3 server=$4 word
    case $option in
    --to | --from | --name)
        _pushpoint_client_names "$cur" < <(_pushpoint_client_online "$program" "$server")
        ;;
    --format) _pushpoint_client_reply -W 'text json' -- "$cur" ;;
    --wait | --timeout | --interval) _pushpoint_client_reply -W '500ms 2s 30s 5m 2h' -- "$cur" ;;
    --server)
        # Not by -W, which would expand what stands in the variable.
        for word in ${PUSHPOINT_SERVER:+"$PUSHPOINT_SERVER"} http://127.0.0.1:3000; do
            [[ $word == "$cur"* ]] && COMPREPLY+=("$word")
        done
        return 0
        ;;
    --file | --token-file)
        compopt -o filenames 2>/dev/null
        _pushpoint_client_reply -f -- "$cur"
        ;;
    --data-folder)
        compopt -o filenames 2>/dev/null
        _pushpoint_client_reply -d -- "$cur"
        ;;
    --exec) _pushpoint_client_reply -c -- "$cur" ;;
    --count | --pin) ;;
    *) return 1 ;;
    esac
}

_pushpoint_client() {
    local words cur option options= server= i
    COMPREPLY=()
    _pushpoint_client_words
    local last=$((${#words[@]} - 1))
    cur=${words[last]}
    option=${words[last - 1]}

    for ((i = 1; i < last; i++)); do
        case ${words[i]} in
        --server) server=${words[i + 1]} ;;
        --server=*) server=${words[i]#*=} ;;
        --to | --from | --name | --format | --wait | --timeout | --interval | --file | --exec \
            | --count | --data-folder | --pin | --token-file) ((i++)) ;;
        --) # a text, or the command that listen runs
            if [[ ${words[1]} == listen ]]; then
                compopt -o filenames 2>/dev/null
                if ((i + 1 == last)); then
                    _pushpoint_client_reply -c -- "$cur"
                else
                    _pushpoint_client_reply -f -- "$cur"
                fi
            fi
            return
            ;;
        esac
    done

    case ${words[1]} in
    send) options='--from --to --json --file --wait --server --token-file --pin --format --help' ;;
    listen) options='--name --count --timeout --exec --server --token-file --pin --format --help' ;;
    who) options='--watch --interval --server --token-file --pin --format --help' ;;
    *) options='--server --name --to --data-folder --help --version' ;;
    esac
    if ((last == 1)) && [[ $cur != -* ]]; then
        _pushpoint_client_reply -W 'send listen who' -- "$cur"
        return
    fi
    if [[ $cur == --*=* ]]; then
        option=${cur%%=*}
        cur=${cur#*=}
    fi
    if ! _pushpoint_client_value "$option" "$cur" "$1" "$server" && [[ $cur == -* ]]; then
        _pushpoint_client_reply -W "$options" -- "$cur"
    fi

    # Bash puts a reply in the place of what is behind the last ':' or '=' only.
    local piece=${COMP_WORDS[COMP_CWORD]}
    [[ $piece == [:=] ]] && piece=
    local before=${cur%"$piece"}
    for i in "${!COMPREPLY[@]}"; do
        COMPREPLY[i]=${COMPREPLY[i]#"$before"}
    done
}

complete -F _pushpoint_client pushpoint-client
