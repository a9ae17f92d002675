package billow.app.desktop;

import javafx.application.Application;

/// Entry point of the desktop alone. It does not extend [Application], so that it starts from the class path.
public final class DesktopMain {
    private DesktopMain() {}

    public static void main(String[] files) {
        System.setProperty("java.awt.headless", "true");
        Application.launch(BillowApplication.class, files);
    }
}
