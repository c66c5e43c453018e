#pragma once

#include <QString>

namespace pushpoint::client {

/// What a bubble shows of a text. A value.
struct BubbleText
{
    QString shown;
    bool isJson = false;       ///< an object or array, laid out in lines
    bool canUnfold = false;    ///< there is more than is shown, and a word to click at
    bool canFold = false;      ///< it is unfolded
    qsizetype hiddenLines = 0; ///< lines that unfolding would add
    qsizetype hiddenChars = 0; ///< the same in characters; of a text of one long line
};

/// Lays out objects and arrays that are longer than a short line, and keeps what is long to its
/// first lines unless it is unfolded. Even then there is a bound, so that no bubble takes long to
/// lay out: beyond, the text says how much is left. Pure.
BubbleText bubbleText(const QString &text, bool isUnfolded);

/// The words to click at: "Show 12 more lines", "Show less"; empty where there is nothing to do.
QString foldLabel(const BubbleText &text);

} // namespace pushpoint::client
