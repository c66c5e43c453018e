#pragma once

#include <QByteArrayView>
#include <QHostAddress>
#include <QVarLengthArray>

#include <optional>

namespace pushpoint::net {

/// What one proxy says of a request that it got (RFC 7239 §4). The views point into the header.
struct ForwardedElement
{
    std::optional<QByteArrayView> node;   ///< "for": where the request came from
    std::optional<QByteArrayView> scheme; ///< "proto"
    std::optional<QByteArrayView> host;   ///< "host"
};

using ForwardedElements = QVarLengthArray<ForwardedElement, 4>;

/// Reads one line of Forwarded, in its order. Blanks around a ';' are allowed, as is a ':', '[' or
/// ']' without quotes: both are common and cannot be misread. Nothing where it is malformed, where
/// an element says something twice, or where what counts here has a backslash in it. Pure.
std::optional<ForwardedElements> parseForwarded(QByteArrayView line);

/// Who a proxy says that a request came from.
struct ForwardedNode
{
    std::optional<QHostAddress> address; ///< none: "unknown", or hidden behind a word of its own
};

/// An address, in brackets or not, with or without a port; "unknown"; "_word" (RFC 7239 §6). So do
/// proxies write X-Forwarded-For, too. Nothing where it is none of these. Pure.
std::optional<ForwardedNode> parseForwardedNode(QByteArrayView text);

} // namespace pushpoint::net
