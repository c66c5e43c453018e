# One library for each room, with the walls of packaging/rooms.txt.
#
# A room's target is its path with dots: server/net/http is server.net.http. There is no include
# folder for all: each room's headers are linked into a folder of their own, and only those that the
# plan lets include them have it on their path.
set(PUSHPOINT_PLAN "${CMAKE_CURRENT_LIST_DIR}/rooms.txt")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${PUSHPOINT_PLAN}")
file(STRINGS "${PUSHPOINT_PLAN}" plan REGEX "^[a-z]")
string(REPLACE "/" "." plan "${plan}")
foreach(line IN LISTS plan)
    string(REGEX MATCH "^([^:]+):([^|]*)\\|?(.*)$" line "${line}")
    string(REPLACE " " ";" PUSHPOINT_PUBLIC_${CMAKE_MATCH_1} "${CMAKE_MATCH_2}")
    string(REPLACE " " ";" PUSHPOINT_PRIVATE_${CMAKE_MATCH_1} "${CMAKE_MATCH_3}")
endforeach()

file(GLOB_RECURSE PUSHPOINT_HEADERS RELATIVE "${CMAKE_SOURCE_DIR}" CONFIGURE_DEPENDS
    "${CMAKE_SOURCE_DIR}/app/*.h" "${CMAKE_SOURCE_DIR}/client/*.h" "${CMAKE_SOURCE_DIR}/resources/*.h"
    "${CMAKE_SOURCE_DIR}/server/*.h" "${CMAKE_SOURCE_DIR}/ui/*.h")
file(REMOVE_RECURSE "${CMAKE_BINARY_DIR}/rooms") # what was moved away is not to be found any more
foreach(header IN LISTS PUSHPOINT_HEADERS)
    cmake_path(GET header PARENT_PATH folder)
    string(REPLACE "/" "." room "${folder}")
    file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/rooms/${room}/${folder}")
    file(CREATE_LINK "${CMAKE_SOURCE_DIR}/${header}" "${CMAKE_BINARY_DIR}/rooms/${room}/${header}"
        SYMBOLIC)
endforeach()

# pushpoint_walls(target): what a target of this folder finds, and is linked with.
function(pushpoint_walls target)
    file(RELATIVE_PATH room "${CMAKE_SOURCE_DIR}" "${CMAKE_CURRENT_SOURCE_DIR}")
    string(REPLACE "/" "." room "${room}")
    target_include_directories(${target} PUBLIC "${CMAKE_BINARY_DIR}/rooms/${room}")
    target_link_libraries(${target} PUBLIC ${PUSHPOINT_PUBLIC_${room}}
                                    PRIVATE ${PUSHPOINT_PRIVATE_${room}})
endfunction()

# pushpoint_room(USES library... [INSIDE library...] SOURCES file...): the room of this folder, what it
# needs besides other rooms, and what of this its headers do not show.
function(pushpoint_room)
    cmake_parse_arguments(arg "" "" "USES;INSIDE;SOURCES" ${ARGN})
    file(RELATIVE_PATH room "${CMAKE_SOURCE_DIR}" "${CMAKE_CURRENT_SOURCE_DIR}")
    string(REPLACE "/" "." target "${room}")
    add_library(${target} STATIC ${arg_SOURCES})
    pushpoint_precompile(${target} precompiled)
    pushpoint_walls(${target})
    target_link_libraries(${target} PUBLIC ${arg_USES} PRIVATE ${arg_INSIDE})
endfunction()
