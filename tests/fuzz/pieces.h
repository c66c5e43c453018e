#pragma once

#include <QByteArrayView>

#include <memory>
#include <vector>

namespace pushpoint::fuzz {

enum class Cut { Nowhere, BehindEveryByte, Irregularly };

/// The bytes as they might come from the network. Where they are cut irregularly depends on the
/// bytes alone, so that an input always means the same.
std::vector<QByteArrayView> pieces(QByteArrayView bytes, Cut cut);

/// A copy that ends where its memory ends, so that the address sanitizer sees any step beyond it.
class ExactCopy
{
public:
    explicit ExactCopy(QByteArrayView bytes);

    QByteArrayView view() const { return {m_bytes.get(), m_size}; }

private:
    std::unique_ptr<char[]> m_bytes;
    qsizetype m_size;
};

} // namespace pushpoint::fuzz
