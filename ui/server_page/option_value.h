#pragma once

#include <QString>

namespace pushpoint::ui {

/// One option that the server was started with, as text. A value; made by the composition root.
struct OptionValue
{
    QString name;
    QString value;
    QString defaultValue;
    QString description; ///< in English; read in others by the context "Option"

    bool differs() const { return value != defaultValue; }
};

} // namespace pushpoint::ui
