#pragma once

#include <QByteArray>
#include <QList>

namespace pushpoint::kit {

/// A request that must be refused, and how.
struct BadRequest
{
    QByteArray name;
    QByteArray bytes;
    int status;
    QByteArray word;
    bool closes;      ///< the connection ends with the answer
    QByteArray allow; ///< with 405: what the Allow header must say
};

/// Written by hand, by the classes of what can be wrong. All that names a receiver names Bob.
QList<BadRequest> badRequests();

/// Requests at a bound and not over it: to be answered with 200.
QList<BadRequest> requestsAtTheBound();

} // namespace pushpoint::kit
