# pushpoint_translations(<target> <catalogue>)
# The texts of a target in other languages: resources/translations/<catalogue>_<language>.ts becomes
# ":/i18n/<catalogue>_<language>.qm" inside every program that links the target. New texts get into
# the .ts files by building <target>_lupdate; what is not translated shows in English.
set(PUSHPOINT_TRANSLATIONS_FOLDER "${CMAKE_CURRENT_LIST_DIR}")
function(pushpoint_translations target catalogue)
    qt_add_translations(${target}
        TS_FILES "${PUSHPOINT_TRANSLATIONS_FOLDER}/${catalogue}_zh_CN.ts"
        RESOURCE_PREFIX "/i18n"
        LUPDATE_OPTIONS -locations none -no-obsolete -no-ui-lines)
endfunction()
