package io.atelier.platform.identity.internal;

import io.nayuki.qrcodegen.QrCode;

/** Draws a QR code as an SVG picture, black on white whatever the page's theme, as cameras want it. */
public final class QrSvg {
    private static final int BORDER = 4;

    private QrSvg() {}

    public static String of(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M')
                            .append(x + BORDER)
                            .append(',')
                            .append(y + BORDER)
                            .append("h1v1h-1z");
                }
            }
        }
        int size = code.size + 2 * BORDER;
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + size + " " + size
                + "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0,0h" + size + "v" + size + "H0z\"/>"
                + "<path d=\"" + path + "\"/></svg>";
    }
}
