#pragma once

#include "ui/parts/fixed_text.h"

namespace pushpoint::ui {

/// Shows the differences of two contents, line by line of their formatted JSON. GUI thread; a plain
/// widget.
class DifferenceView : public FixedText
{
    Q_OBJECT

public:
    using FixedText::FixedText;

    /// @param previous empty: there is none to compare with, and that is said.
    void show(const QByteArray &previous, const QByteArray &content);

private:
    static constexpr size_t linesMax = 5'000;
};

} // namespace pushpoint::ui
