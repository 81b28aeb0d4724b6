package io.atelier.platform.mail.internal;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.templates.HtmlCleaner;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/** Hands mails to the mail server that {@code spring.mail} names, and tells apart what may be tried again. */
@Component
public class SmtpDoor {
    private static final String CHARSET = StandardCharsets.UTF_8.name();

    private final Optional<JavaMailSenderImpl> server;
    private final MailSettings settings;
    private final InstantSource clock;

    SmtpDoor(ObjectProvider<JavaMailSenderImpl> server, MailSettings settings, InstantSource clock) {
        this.server = Optional.ofNullable(server.getIfAvailable())
                .filter(sender -> sender.getHost() != null && !sender.getHost().isBlank());
        this.settings = settings;
        this.clock = clock;
        this.server.ifPresent(sender -> bound(sender.getJavaMailProperties()));
    }

    /** How handing over ended. */
    public sealed interface Delivery {
        record Taken() implements Delivery {}

        /** The server has certainly not taken it, and may later. */
        record Later(String reason) implements Delivery {}

        record Refused(String reason) implements Delivery {}
    }

    /** A silent server must not hold a job's thread for ever. */
    private static void bound(Properties properties) {
        properties.putIfAbsent("mail.smtp.connectiontimeout", "10000");
        properties.putIfAbsent("mail.smtp.timeout", "30000");
        properties.putIfAbsent("mail.smtp.writetimeout", "30000");
    }

    public boolean isOpen() {
        return server.isPresent();
    }

    /** Fails with {@link ErrorCode#UNAVAILABLE} where no mail server is named. */
    public void require() {
        if (server.isEmpty()) {
            throw new PlatformException(
                    ErrorCode.UNAVAILABLE,
                    "No mail server is configured. An operator sets spring.mail.host and atelier.mail.from.");
        }
    }

    public String from() {
        return HeaderText.address(settings.from());
    }

    /** Sends, and returns only when the server has answered. */
    public Delivery send(OutgoingMail mail) {
        JavaMailSenderImpl sender = server.orElse(null);
        if (sender == null) {
            return new Delivery.Later("No mail server is configured.");
        }
        Session session = sender.getSession();
        MimeMessage message;
        try {
            message = message(session, mail);
        } catch (MessagingException | UnsupportedEncodingException e) {
            return new Delivery.Refused("The mail could not be composed.");
        }
        Transport transport;
        try {
            String protocol = sender.getProtocol();
            transport = session.getTransport(protocol == null ? "smtp" : protocol);
            transport.connect(sender.getHost(), sender.getPort(), sender.getUsername(), sender.getPassword());
        } catch (MessagingException e) {
            return new Delivery.Later("The mail server cannot be reached or refuses the sign-in.");
        }
        try {
            transport.sendMessage(message, new Address[] {new InternetAddress(mail.to())});
            return new Delivery.Taken();
        } catch (MessagingException e) {
            return refusal(e);
        } finally {
            close(transport);
        }
    }

    /** An answer of 4xx promises that the mail was not taken and asks to come again. */
    private static Delivery refusal(MessagingException failure) {
        int code = 0;
        for (@Nullable Exception e = failure; e instanceof MessagingException m; e = m.getNextException()) {
            if (e instanceof SMTPAddressFailedException address) {
                code = address.getReturnCode();
            } else if (e instanceof SMTPSendFailedException send && code == 0) {
                code = send.getReturnCode();
            }
        }
        if (code >= 400 && code < 500) {
            return new Delivery.Later("The mail server asks to try again later (" + code + ").");
        }
        return new Delivery.Refused(
                code < 400 // none was heard, or not to the end
                        ? "The connection to the mail server broke; it is not known whether the mail was taken."
                        : "The mail server refused the mail (" + code + ").");
    }

    private MimeMessage message(Session session, OutgoingMail mail)
            throws MessagingException, UnsupportedEncodingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(mail.from(), mail.senderName(), CHARSET));
        if (!mail.replyTo().isEmpty()) {
            message.setReplyTo(new Address[] {new InternetAddress(mail.replyTo(), mail.senderName(), CHARSET)});
        }
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.to()));
        message.setSubject(mail.subject(), CHARSET);
        message.setSentDate(Date.from(clock.instant()));
        MimeBodyPart text = new MimeBodyPart();
        text.setText(HtmlCleaner.toText(mail.html()), CHARSET);
        MimeBodyPart html = new MimeBodyPart();
        html.setText(mail.html(), CHARSET, "html");
        message.setContent(new MimeMultipart("alternative", text, html));
        message.saveChanges();
        message.setHeader("Message-ID", mail.messageId()); // saving made one of its own
        return message;
    }

    private static void close(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException _) {
            // The server has answered already; how it says good-bye changes nothing.
        }
    }
}
