#include "server/protocol/error.h"

namespace pushpoint {

namespace {

struct Row
{
    const char *word;
    int httpStatus;
    const char *text;
};

// What keeps the server from starting.
Row startRowOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::BadOption:
        return {"bad_option", 500, "an option is wrong"};
    case ErrorCode::AddressInUse:
        return {"address_in_use", 500, "the port is in use"};
    case ErrorCode::CannotListen:
        return {"cannot_listen", 500, "cannot listen on the address"};
    case ErrorCode::FolderMissing:
        return {"folder_missing", 500, "the folder cannot be read"};
    default:
        Q_UNREACHABLE();
    }
}

// What is wrong with a message.
Row messageRowOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::BadJson:
        return {"bad_json", 400, "the body is not the JSON that is expected here"};
    case ErrorCode::BadForm:
        return {"bad_form", 400, "the body is not a well-formed form"};
    case ErrorCode::BadNumber:
        return {"bad_number", 400, "a number is malformed or cannot be kept exactly"};
    case ErrorCode::JsonTooDeep:
        return {"json_too_deep", 400, "the JSON is nested too deeply"};
    case ErrorCode::BadName:
        return {"bad_name", 400, "a name is 1 to 255 bytes of UTF-8 without invisible characters"};
    case ErrorCode::BadId:
        return {"bad_id", 400, "an id is a string of 1 to 64 characters"};
    case ErrorCode::ToMissing:
        return {"to_missing", 400, "\"to\" is missing"};
    case ErrorCode::ContentMissing:
        return {"content_missing", 400, "\"content\" is missing"};
    default:
        Q_UNREACHABLE();
    }
}

// Who may not do this.
Row accessRowOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::TokenMissing:
        return {"token_missing", 401, "a token is needed here"};
    case ErrorCode::TokenInvalid:
        return {"token_invalid", 401, "the token is not one that this server trusts"};
    case ErrorCode::TokenExpired:
        return {"token_expired", 401, "the token is no longer valid"};
    case ErrorCode::ForeignOrigin:
        return {"foreign_origin", 403, "pages of other sites may not do this"};
    case ErrorCode::NotAllowed:
        return {"not_allowed", 403, "the token does not allow this"};
    default:
        Q_UNREACHABLE();
    }
}

// A switch and not an array: the compiler then tells of a code without a row.
Row rowOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::BadRequest:
        return {"bad_request", 400, "the request is malformed"};
    case ErrorCode::BadJson:
    case ErrorCode::BadForm:
    case ErrorCode::BadNumber:
    case ErrorCode::JsonTooDeep:
    case ErrorCode::BadName:
    case ErrorCode::BadId:
    case ErrorCode::ToMissing:
    case ErrorCode::ContentMissing:
        return messageRowOf(code);
    case ErrorCode::TokenMissing:
    case ErrorCode::TokenInvalid:
    case ErrorCode::TokenExpired:
    case ErrorCode::ForeignOrigin:
    case ErrorCode::NotAllowed:
        return accessRowOf(code);
    case ErrorCode::NotFound:
        return {"not_found", 404, "there is nothing here"};
    case ErrorCode::MethodNotAllowed:
        return {"method_not_allowed", 405, "this method is not allowed here"};
    case ErrorCode::RequestTimeout:
        return {"request_timeout", 408, "the request took too long to arrive"};
    case ErrorCode::LengthRequired:
        return {"length_required", 411, "a body has to have a Content-Length or be chunked"};
    case ErrorCode::PreconditionFailed:
        return {"precondition_failed", 412, "it is not in the state that was asked for"};
    case ErrorCode::BodyTooLarge:
        return {"body_too_large", 413, "the body is too large"};
    case ErrorCode::UriTooLong:
        return {"uri_too_long", 414, "the request line is too long"};
    case ErrorCode::UnsupportedMediaType:
        return {"unsupported_media_type", 415, "this type of body is not understood here"};
    case ErrorCode::RangeNotSatisfiable:
        return {"range_not_satisfiable", 416, "the file has no such range"};
    case ErrorCode::ExpectationFailed:
        return {"expectation_failed", 417, "only 100-continue can be expected"};
    case ErrorCode::WrongHost:
        return {"wrong_host", 421, "this server does not answer for that host"};
    case ErrorCode::UpgradeRequired:
        return {"upgrade_required", 426, "this address speaks WebSocket, version 13"};
    case ErrorCode::TooManyRequests:
        return {"too_many_requests", 429, "too many; come back later"};
    case ErrorCode::HeadersTooLarge:
        return {"headers_too_large", 431, "the headers are too large or too many"};
    case ErrorCode::Internal:
        return {"internal", 500, "the server failed"};
    case ErrorCode::TooManyConnections:
        return {"too_many_connections", 503, "the server has no room for another connection"};
    case ErrorCode::ShuttingDown:
        return {"shutting_down", 503, "the server is shutting down"};
    case ErrorCode::ClusterUnknown:
        return {"cluster_unknown", 503,
                "it cannot be known now whether the receiver is connected to another node; try "
                "again"};
    case ErrorCode::HttpVersionNotSupported:
        return {"http_version_not_supported", 505, "only HTTP/1.0 and HTTP/1.1 are spoken here"};
    case ErrorCode::BadOption:
    case ErrorCode::AddressInUse:
    case ErrorCode::CannotListen:
    case ErrorCode::FolderMissing:
        return startRowOf(code);
    }
    Q_UNREACHABLE();
}

} // namespace

QByteArray Error::word() const
{
    return QByteArray(rowOf(code).word);
}

int Error::httpStatus() const
{
    return rowOf(code).httpStatus;
}

QString Error::text() const
{
    return detail.isEmpty() ? QString::fromUtf8(rowOf(code).text) : detail;
}

} // namespace pushpoint
