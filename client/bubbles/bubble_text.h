#pragma once

#include <QString>

namespace pushpoint::client {

/// What a bubble shows of a text. A value.
struct BubbleText
{
    QString shown;
    bool isJson = false;       ///< an object or array, formatted in lines
    bool canUnfold = false;    ///< there is more than is shown, and a word to click at
    bool canFold = false;      ///< it is unfolded
    qsizetype hiddenLines = 0; ///< lines that unfolding would add
    qsizetype hiddenChars = 0; ///< the same in characters; of a text of one long line
};

/// Formats objects and arrays that are longer than a short line, and cuts long texts to their first
/// lines unless unfolded. An unfolded text is bounded too, so that no bubble takes long to lay out;
/// its last line then says how much is missing. Pure.
BubbleText bubbleText(const QString &text, bool isUnfolded);

/// The link below the text: "Show 12 more lines", "Show less"; empty if nothing is folded.
QString foldLabel(const BubbleText &text);

} // namespace pushpoint::client
