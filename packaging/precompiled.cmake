# What most files include, compiled once: an object of the sanitizers takes half the time then. The
# release preset does without, so that a file which does not include what it uses is found there.
option(PUSHPOINT_PRECOMPILED "Compile the headers that most files include once" OFF)
if(PUSHPOINT_PRECOMPILED)
    if(CCACHE_PROGRAM) # which would otherwise keep nothing that these headers are in
        set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env
            CCACHE_SLOPPINESS=pch_defines,time_macros "${CCACHE_PROGRAM}")
    endif()
    add_compile_options(-fPIC) # as Qt's programs are: GCC takes these headers by the same flags only
    file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/precompiled/empty.cpp" CONTENT "\n") # once
    set(headers <algorithm> <array> <atomic> <chrono> <functional> <memory> <optional> <utility> <vector>
        <QByteArray> <QCoreApplication> <QDateTime> <QDir> <QFile> <QHash> <QJsonDocument> <QJsonObject>
        <QList> <QObject> <QRegularExpression> <QSettings> <QString> <QTimer> <QUrl>)
    add_library(precompiled STATIC "${CMAKE_BINARY_DIR}/precompiled/empty.cpp")
    target_link_libraries(precompiled PRIVATE Qt6::Core)
    target_precompile_headers(precompiled PRIVATE ${headers})

    # Where a test was built is told to each of them by a macro, for QFINDTESTDATA, which none uses.
    set_property(TARGET Qt6::Test PROPERTY INTERFACE_COMPILE_DEFINITIONS QT_TESTLIB_LIB)
    add_library(precompiled_tests STATIC "${CMAKE_BINARY_DIR}/precompiled/empty.cpp")
    target_link_libraries(precompiled_tests PRIVATE Qt6::Test)
    # Not <QTest>: it has more in it for programs with windows, so that theirs could not use it.
    target_precompile_headers(precompiled_tests PRIVATE ${headers} <QElapsedTimer> <QProcess>
        <QSignalSpy> <QTemporaryDir> <QtTest/qtestcase.h>)
endif()

# pushpoint_precompile(target headers) : headers is precompiled or precompiled_tests.
function(pushpoint_precompile target headers)
    if(PUSHPOINT_PRECOMPILED)
        target_precompile_headers(${target} REUSE_FROM ${headers})
    endif()
endfunction()
