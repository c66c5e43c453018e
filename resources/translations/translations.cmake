# pushpoint_translations(<target> <catalogue>)
# The texts of this folder in other languages: resources/translations/<catalogue>_<language>.ts
# becomes ":/i18n/<catalogue>_<language>.qm" inside every program that links the target. New texts get
# into the .ts files by building <catalogue>_lupdate; what is not translated shows in English.
set(PUSHPOINT_TRANSLATIONS_FOLDER "${CMAKE_CURRENT_LIST_DIR}")
function(pushpoint_translations target catalogue)
    # Qt 6.8 would put this off to the end, where it splits paths at their blanks, and take the
    # texts of all targets. Qt 6.4 passes over that word.
    file(GLOB_RECURSE sources "*.h" "*.cpp")
    list(FILTER sources EXCLUDE REGEX "/terminal/") # which speaks English, as scripts expect
    set(texts "${PUSHPOINT_TRANSLATIONS_FOLDER}/${catalogue}_zh_CN.ts")
    qt_add_translations(${target} IMMEDIATE_CALL SOURCES ${sources}
        LUPDATE_TARGET ${target}_lupdate LRELEASE_TARGET ${catalogue}_lrelease
        TS_FILES "${texts}" RESOURCE_PREFIX "/i18n")
    # Qt's own target sees the headers of one room only, and takes a class of another for one outside
    # of its namespace.
    add_custom_target(${catalogue}_lupdate VERBATIM
        COMMAND Qt6::lupdate -locations none -no-obsolete -no-ui-lines
            -I "${PROJECT_SOURCE_DIR}" ${sources} -ts "${texts}")
endfunction()
