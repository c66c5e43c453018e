# pushpoint_test(tst_name LIBRARIES target... [SOURCES file...] [TIMEOUT seconds])
# One Qt Test program from tst_name.cpp, run offscreen and known to ctest by its name.
function(pushpoint_test name)
    cmake_parse_arguments(arg "" "TIMEOUT" "LIBRARIES;SOURCES" ${ARGN})
    add_executable(${name} ${name}.cpp ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    target_link_libraries(${name} PRIVATE Qt6::Test ${arg_LIBRARIES})
    pushpoint_precompile(${name} precompiled_tests)
    add_test(NAME ${name} COMMAND ${name})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;UBSAN_OPTIONS=print_stacktrace=1")
endfunction()

# pushpoint_threaded(test...)
# Tests in which threads share something by our own means: preset `tsan` builds and runs these. What
# goes from thread to thread by Qt's events is not for it: it cannot see into a Qt that was built
# without it, and takes every event for a race.
add_custom_target(threaded_tests)
function(pushpoint_threaded)
    add_dependencies(threaded_tests ${ARGN})
    set_property(TEST ${ARGN} APPEND PROPERTY LABELS threads)
    # Where the kernel lays out memory in a way that the sanitizer does not know.
    set_property(TEST ${ARGN} PROPERTY SKIP_REGULAR_EXPRESSION
        "ThreadSanitizer: unexpected memory mapping")
endfunction()
