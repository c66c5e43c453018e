#pragma once

#include <QByteArrayView>
#include <QRegularExpression>

#include <memory>

namespace pushpoint::ui {

/// A regular expression, sought in UTF-8 as it lies there. QRegularExpression reads UTF-16 alone,
/// and turning a million previews into that takes longer than the search; both are PCRE2, so that
/// an expression means the same to either. One thread at a time: it keeps what a match needs.
class PatternSearch
{
public:
    enum class Found { No, Yes, TooCostly };

    /// @param expression a valid one; its options are UseUnicodeProperties and perhaps
    /// CaseInsensitive, and its bound of effort stands in its own head.
    explicit PatternSearch(const QRegularExpression &expression);
    ~PatternSearch();
    PatternSearch(PatternSearch &&) noexcept;
    PatternSearch &operator=(PatternSearch &&) noexcept;

    /// What is no UTF-8, such as half a character at a cut, matches nothing.
    Found in(QByteArrayView utf8) const;

private:
    struct Compiled;
    std::unique_ptr<Compiled> m_compiled;
};

} // namespace pushpoint::ui
