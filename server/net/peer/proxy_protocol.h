#pragma once

#include "server/protocol/result.h"

#include <QByteArrayView>
#include <QHostAddress>

#include <array>
#include <optional>

namespace pushpoint::net {

/// The ends of a connection before its proxy, as the proxy says.
struct ProxiedEnds
{
    QHostAddress local; ///< that the client reached
    QHostAddress peer;  ///< the client
    quint16 peerPort = 0;
};

/// Reads the header by which a proxy begins a connection: the PROXY protocol, versions 1 and 2
/// (haproxy's doc/proxy-protocol.txt), in bytes that come in pieces. It looks at no byte twice and
/// keeps at most 107 of them; what a version 2 header says besides addresses (TLVs) is skipped.
/// Server thread; one a connection.
class ProxyProtocolReader
{
public:
    /// How many bytes may be read now without any that come behind the header; 0 once it is whole.
    qsizetype wantedBytes() const;
    /// Takes in what comes next, up to the end of the header, and says how many bytes that was.
    /// Error, at the first byte that shows it: BadRequest. Not to be called again then.
    Result<qsizetype> feed(QByteArrayView bytes);
    bool isWhole() const { return m_state == State::Whole; }
    /// Once it is whole. Nothing where the proxy speaks for itself (LOCAL) or for somebody whose
    /// address it does not tell (UNKNOWN, UNSPEC, UNIX, UDP): the ends of the connection count.
    const std::optional<ProxiedEnds> &ends() const { return m_ends; }

private:
    enum class State {
        Start,     ///< which version it is
        Line,      ///< of version 1
        Head,      ///< of version 2: up to the length of what follows
        Addresses, ///< of version 2
        Skipping,  ///< of version 2: what is behind the addresses
        Whole
    };
    static constexpr qsizetype lineBytesMax = 107; // of version 1, with CR LF

    QByteArrayView held() const { return {m_bytes.data(), m_size}; }
    std::optional<Error> take(char byte);
    std::optional<Error> takeLine();
    std::optional<Error> takeHead();
    void takeAddresses();
    void skipRest();

    State m_state = State::Start;
    std::array<char, lineBytesMax> m_bytes{}; ///< of the header, but for what is skipped
    qsizetype m_size = 0;                     ///< of these
    qsizetype m_addressBytes = 0;             ///< of version 2: all addresses
    qsizetype m_restBytes = 0;                ///< of version 2: that are still to come
    std::optional<ProxiedEnds> m_ends;
};

} // namespace pushpoint::net
