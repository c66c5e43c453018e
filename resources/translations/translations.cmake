# pushpoint_translations(<target> <catalogue>)
# The texts of a target in other languages: resources/translations/<catalogue>_<language>.ts becomes
# ":/i18n/<catalogue>_<language>.qm" inside every program that links the target. New texts get into
# the .ts files by building <target>_lupdate; what is not translated shows in English.
set(PUSHPOINT_TRANSLATIONS_FOLDER "${CMAKE_CURRENT_LIST_DIR}")
function(pushpoint_translations target catalogue)
    # Qt 6.8 would put this off to the end, where it splits paths at their blanks, and take the
    # texts of all targets. Qt 6.4 passes over the words of the first two lines.
    qt_add_translations(${target} IMMEDIATE_CALL SOURCE_TARGETS ${target}
        LUPDATE_TARGET ${target}_lupdate LRELEASE_TARGET ${target}_lrelease
        TS_FILES "${PUSHPOINT_TRANSLATIONS_FOLDER}/${catalogue}_zh_CN.ts"
        RESOURCE_PREFIX "/i18n"
        LUPDATE_OPTIONS -locations none -no-obsolete -no-ui-lines)
endfunction()
