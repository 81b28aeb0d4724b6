package io.atelier.platform.mail.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.mail.internal.SmtpDoor.Delivery;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Against a server that answers as it is told. */
class SmtpDoorTest {
    private static final OutgoingMail MAIL = new OutgoingMail(
            1,
            Actor.system(new OrgId(1)),
            "Title",
            "<1@example.org>",
            "Leads",
            2,
            "Ann Ünder",
            "crm@example.org",
            "ann@example.org",
            "to@example.com",
            "Subject",
            "<p>Hi</p>",
            1);

    private static Delivery sendTo(int port) {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(port);
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("sender", sender);
        return new SmtpDoor(
                        beans.getBeanProvider(JavaMailSenderImpl.class),
                        new MailSettings("crm@example.org"),
                        InstantSource.system())
                .send(MAIL);
    }

    /** Answers 250 to everything but one command. */
    private static Delivery sendToServerAnswering(String command, String answer) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> converse(server, command, answer));
            return sendTo(server.getLocalPort());
        }
    }

    private static void converse(ServerSocket server, String command, String answer) {
        try (Socket socket = server.accept();
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            say(socket, "220 ready");
            boolean data = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (data && !line.equals(".")) {
                    continue;
                }
                String word = data ? "." : line.split("[ :]")[0];
                data = word.equals("DATA");
                if (word.equals(command)) {
                    if (answer.isEmpty()) {
                        return;
                    }
                    say(socket, answer);
                } else {
                    say(socket, data ? "354 go on" : "250 fine");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void isTakenWhenTheServerSaysSo() throws IOException {
        assertThat(sendToServerAnswering("NOTHING", "")).isEqualTo(new Delivery.Taken());
    }

    @Test
    void comesAgainWhenTheServerCannotBeReached() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }

        assertThat(sendTo(port)).isInstanceOf(Delivery.Later.class);
    }

    @Test
    void comesAgainWhenTheServerAsksForIt() throws IOException {
        assertThat(sendToServerAnswering("RCPT", "450 greylisted"))
                .isEqualTo(new Delivery.Later("The mail server asks to try again later (450)."));
        assertThat(sendToServerAnswering("MAIL", "421 busy")).isInstanceOf(Delivery.Later.class);
        assertThat(sendToServerAnswering(".", "451 busy")).isInstanceOf(Delivery.Later.class);
    }

    @Test
    void doesNotComeAgainWhenTheServerRefuses() throws IOException {
        assertThat(sendToServerAnswering("RCPT", "550 no such user"))
                .isEqualTo(new Delivery.Refused("The mail server refused the mail (550)."));
        assertThat(sendToServerAnswering(".", "554 spam")).isInstanceOf(Delivery.Refused.class);
    }

    @Test
    void doesNotComeAgainWhenItIsNotKnownWhetherTheMailWasTaken() throws IOException {
        assertThat(sendToServerAnswering(".", ""))
                .isInstanceOfSatisfying(
                        Delivery.Refused.class,
                        refused -> assertThat(refused.reason()).contains("not known"));
    }
}
