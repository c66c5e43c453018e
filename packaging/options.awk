# The options of a man page as plain text.
function plain(line, alternates) {
    alternates = line ~ /^\.[BIR][BIR] /
    sub(/^\.[BIR]+ ?/, "", line)
    # Where two fonts alternate, blanks only part the words for the macro.
    if (alternates) {
        gsub(/\\ /, "\001", line)
        gsub(/ /, "", line)
        gsub("\001", " ", line)
    }
    gsub(/\\f[BIR]/, "", line)
    gsub(/\\\([dlr]q/, "\"", line)
    gsub(/\\-/, "-", line)
    gsub(/\\ /, " ", line)
    return line
}
function put(indent, count, words, i, line) {
    count = split(text, words, " ")
    line = indent
    for (i = 1; i <= count; i++) {
        if (length(line) > length(indent) && length(line) + length(words[i]) > 99) {
            print line
            line = indent
        }
        line = line (line == indent ? "" : " ") words[i]
    }
    if (count > 0)
        print line
    text = ""
}
/^\.SH/ { put("      "); shown = $2 == "OPTIONS"; next }
!shown { next }
/^\.(SS|TP|PP|IP)/ { put("      ") }
/^\.SS/ { sub(/^\.SS /, ""); print "\n" $0 ":"; next }
/^\.TP/ { is_tag = 1; next }
/^\./ && !/^\.[BIR]+ / { next }
{ text = text " " plain($0) }
is_tag { put("  "); is_tag = 0 }
