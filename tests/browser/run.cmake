# Runs the browser tests, and says what to do where something they need is missing.
#   cmake -D PROGRAM=… -D CHAT_DRIVER=… -D NODE=… -P run.cmake
set(advice "Run packaging/test, which installs it.")
if(NOT NODE OR NOT EXISTS "${NODE}")
    message(FATAL_ERROR "The browser tests need node. ${advice}")
endif()
if(NOT EXISTS "${CMAKE_CURRENT_LIST_DIR}/node_modules/playwright-core/package.json")
    message(FATAL_ERROR "The browser tests need playwright-core. ${advice}")
endif()
set(chromium "$ENV{CHROMIUM}")
if(NOT chromium)
    set(chromium /usr/bin/chromium)
endif()
if(NOT EXISTS "${chromium}")
    message(FATAL_ERROR "The browser tests need ${chromium}. ${advice}")
endif()

file(GLOB tests "${CMAKE_CURRENT_LIST_DIR}/*.test.mjs")
set(ENV{PUSHPOINT_BIN} "${PROGRAM}")
set(ENV{CHAT_DRIVER_BIN} "${CHAT_DRIVER}")
set(ENV{CHROMIUM} "${chromium}")
execute_process(COMMAND "${NODE}" --test ${tests}
    WORKING_DIRECTORY "${CMAKE_CURRENT_LIST_DIR}"
    RESULT_VARIABLE failed)
if(failed)
    message(FATAL_ERROR "The browser tests failed (${failed}).")
endif()
