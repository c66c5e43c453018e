#include "tests/tidy/include_rules.h"

#include "tests/tidy/cpp_text.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace pushpoint::tidy {

namespace {

/// A part of Qt, and who may know it.
struct QtPart
{
    QString name;
    QRegularExpression headers;
    QRegularExpression rooms; ///< may include it
};

const QList<QtPart> &qtParts()
{
    static const QList<QtPart> parts{
        {u"Qt HTTP Server"_s,
         QRegularExpression(u"^(QtHttpServer/.*|QAbstractHttpServer|QHttpServer.*)$"_s),
         QRegularExpression(u"^server/net/door$"_s)},
        {u"a listening socket"_s, QRegularExpression(u"^(QtNetwork/)?(QTcpServer|QSslServer)$"_s),
         QRegularExpression(u"^server/net/door$"_s)},
        {u"a socket for programs of one's own"_s,
         QRegularExpression(u"^(QtNetwork/)?QLocalServer$"_s),
         QRegularExpression(u"^client/window$"_s)},
        {u"the server side of WebSocket"_s,
         QRegularExpression(u"^(QtWebSockets/)?QWebSocketServer$"_s),
         QRegularExpression(u"^server/net/websocket$"_s)},
        {u"WebSocket"_s, QRegularExpression(u"^(QtWebSockets/.*|QWebSocket.*|QMaskGenerator)$"_s),
         QRegularExpression(u"^(server/net/websocket|client/transport)$"_s)},
        {u"Qt Network"_s,
         QRegularExpression(u"^(QtNetwork/.*|QNetwork.*|QTcp.*|QUdp.*|QSsl.*|QLocalS.*|QHostInfo|"
                            u"QAbstractSocket|QDns.*)$"_s),
         QRegularExpression(u"^(server|server/net/(api|door|origin|socket)|server/broker/redis|"
                            u"client/(transport|trust|window)|app|app/keys)$"_s)},
        {u"addresses of hosts"_s, QRegularExpression(u"^(QtNetwork/)?QHostAddress$"_s),
         QRegularExpression(u"^(server|server/net/\\w+|server/broker/redis|"
                            u"client/(transport|trust|window)|app|app/keys)$"_s)},
        {u"Gui or Widgets"_s,
         QRegularExpression(
             u"^(QtWidgets/.*|QtGui/.*|Q(Gui)?Application|Q\\w*(Widget|Window|Dialog|Button|Layout|"
             u"Label|Edit|ComboBox|SpinBox|GroupBox|Delegate|Menu|Splitter|Slider|Action)|"
             u"Q(Menu|Tool|Status|Progress|Scroll|Tab)Bar|Q(List|Table|Tree|AbstractItem|Graphics|"
             u"Column|Header)View|Q(Icon|Pixmap|Image|Painter|Color|Font|Palette|Clipboard|Screen|"
             u"DesktopServices|Style\\w*|Frame|MessageBox|SystemTrayIcon))$"_s),
         QRegularExpression(u"^(ui/(?!filter$|ring$|record/formats$)[\\w/]+|"
                            u"client(/(account|bubbles|dialogs|notify|window(/parts)?))?|app|"
                            u"resources/(language|start))$"_s)},
        {u"objects, I/O or clocks"_s,
         QRegularExpression(u"^(QtCore/)?(QObject|Q\\w*Timer|QIODevice|QFile|QDir|QThread|"
                            u"QDateTime|QDeadlineTimer|QEventLoop|QCoreApplication|QSettings)$"_s),
         QRegularExpression(u"^(?!server/protocol(/|$))"_s)},
    };
    return parts;
}

} // namespace

Findings findRelativeIncludes(const SourceFile &file)
{
    static const QRegularExpression fromRoot(u"^(app|server|client|ui|resources|tests)/"_s);
    Findings findings;
    for (const IncludeLine &include : includeLines(file.text)) {
        if (include.path.contains("../"_L1) || include.path.contains("./"_L1))
            findings.append({file.path, include.line, u"include with a relative path"_s});
        else if (!include.angled && !include.path.endsWith(".moc"_L1)
                 && !include.path.contains(fromRoot))
            findings.append(
                {file.path, include.line, u"%1 is not included from the root"_s.arg(include.path)});
        else if (include.angled && include.path.contains(fromRoot))
            findings.append(
                {file.path, include.line, u"our own %1 wants quotes"_s.arg(include.path)});
    }
    return findings;
}

Findings findForbiddenQt(const SourceFile &file)
{
    Findings findings;
    if (file.isTest())
        return findings;
    const QString room = roomOf(file.path);
    for (const IncludeLine &include : includeLines(file.text)) {
        for (const QtPart &part : qtParts()) {
            if (include.path.contains(part.headers) && !room.contains(part.rooms)) {
                findings.append({file.path, include.line,
                                 u"%1 must not know %2 (%3)"_s.arg(room, part.name, include.path)});
                break;
            }
        }
    }
    return findings;
}

} // namespace pushpoint::tidy
