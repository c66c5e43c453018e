# What is kept of the traffic and used again: copies, files, replays. Part of the window's target.
# Included, not a subdirectory of its own: AUTOMOC looks for new files only when a list of the directory
# of its target changes.
# simdjson reads and checks lines of recordings, a million of them in seconds.
target_sources(pushpoint_ui PRIVATE
    record/copy_as.cpp
    record/copy_menu.cpp
    record/csv_writer.cpp
    record/export_job.cpp
    record/har_request.cpp
    record/har_writer.cpp
    record/import_job.cpp
    record/kind_word.cpp
    record/message_spool.cpp
    record/ndjson_writer.cpp
    record/record_actions.cpp
    record/recording_parser.cpp
    record/recording_window.cpp
    record/replay_dialog.cpp
    record/replay_timeline.cpp
    record/replayer.cpp
    record/resending.cpp record/resending.h
    record/row_writer.cpp
    record/safe_json.cpp
    record/save_dialog.cpp
    record/table_rows.cpp
    record/whole_message.cpp)
target_link_libraries(pushpoint_ui PRIVATE simdjson::simdjson)
