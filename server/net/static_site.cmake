# The served folder, apart from sockets: it can be tested without any.
add_library(pushpoint_static_site STATIC
    byte_range.cpp
    http_conditions.cpp
    http_date.cpp
    mime_type.cpp
    static_site.cpp)
target_link_libraries(pushpoint_static_site PUBLIC Qt6::Core pushpoint_protocol)
