# What ctest's log tells of tests that were skipped, one a line: QSKIP of Qt Test, SKIP of node's
# test runner, and programs that ctest did not run.
/^[0-9]+\/[0-9]+ Test: / { test = $3; next }
/^SKIP +: / {
    sub(/^SKIP +: [^:]*::/, "")
    print test ": " $0
}
/ # SKIP/ {
    sub(/^ *(ok [0-9]+ - |[^a-zA-Z0-9]+ )/, "")
    sub(/ # SKIP ?/, ": ")
    print test ": " $0
}
/^Test (Skipped|Not Run)\./ { print test ": did not run" }
