#pragma once

#include "server/net/http/body_source.h"

#include <QFile>

#include <algorithm>
#include <memory>

namespace pushpoint::net {

/// A part of an open file as a body: the same descriptor from the first byte to the last, so that
/// the bytes belong to what was said of them, also while the name comes to mean another file.
class FileBody : public BodySource
{
public:
    /// @param file open, at the part's first byte.
    FileBody(std::unique_ptr<QFile> file, qint64 sizeBytes)
        : m_file(std::move(file)), m_sizeBytes(sizeBytes), m_leftBytes(sizeBytes)
    { }

    std::optional<qint64> bodyBytes() const override { return m_sizeBytes; }

    /// Failed where the file was cut short meanwhile, or cannot be read.
    Piece appendPiece(QByteArray &out, qsizetype bytesWanted) override
    {
        const qsizetype before = out.size();
        const qsizetype wanted = qsizetype(std::min(m_leftBytes, qint64(bytesWanted)));
        out.resize(before + wanted);
        const qint64 got = m_file->read(out.data() + before, wanted);
        out.truncate(before + qsizetype(std::max<qint64>(got, 0)));
        if (got <= 0 && wanted > 0)
            return Piece::Failed;
        m_leftBytes -= got;
        return m_leftBytes > 0 ? Piece::More : Piece::Last;
    }

private:
    const std::unique_ptr<QFile> m_file;
    const qint64 m_sizeBytes;
    qint64 m_leftBytes;
};

} // namespace pushpoint::net
