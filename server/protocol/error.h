#pragma once

#include <QByteArray>
#include <QString>

#include <cstddef>

namespace pushpoint {

/// Everything that the world can do wrong, as one stable list. The table behind it (error.cpp)
/// gives each code the word that programs may rely on, its HTTP status and its text for people.
enum class ErrorCode {
    BadRequest,
    BadJson,
    BadForm,
    BadNumber,
    JsonTooDeep,
    BadName,
    BadId,
    ToMissing,
    ContentMissing,
    TokenMissing,
    TokenInvalid,
    TokenExpired,
    ForeignOrigin,
    NotAllowed,
    NotFound,
    MethodNotAllowed,
    RequestTimeout,
    LengthRequired,
    PreconditionFailed,
    BodyTooLarge,
    UriTooLong,
    UnsupportedMediaType,
    RangeNotSatisfiable,
    ExpectationFailed,
    WrongHost,
    UpgradeRequired,
    TooManyRequests,
    HeadersTooLarge,
    Internal,
    TooManyConnections,
    ShuttingDown,
    ClusterUnknown,
    HttpVersionNotSupported,
    // Without an HTTP status of their own: start-up and configuration.
    BadOption,
    AddressInUse,
    CannotListen,
    FolderMissing, // stays the last: the counters of refusals are as many as there are codes
};
inline constexpr size_t errorCodeCount = size_t(ErrorCode::FolderMissing) + 1;

/// What went wrong. `detail`, where set, replaces the table's text: it is for people and may quote
/// input.
struct Error
{
    ErrorCode code;
    QString detail;

    /// The stable word for programs, such as "body_too_large".
    QByteArray word() const;
    /// The HTTP status, 400 to 599.
    int httpStatus() const;
    /// One sentence for people.
    QString text() const;
};

} // namespace pushpoint
