package io.atelier.studio.component;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.streams.UploadHandler;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Holds files: uploads more, and takes away. */
final class FilesField extends CompositeField {
    private static final long MEGABYTE = 1024L * 1024;

    private final EditorContext context;
    private final int most;
    private final long maxBytes;
    private final List<Long> files = new ArrayList<>();
    private final UnorderedList list = new UnorderedList();
    private final Upload upload;

    FilesField(FieldDef field, EditorContext context) {
        this.context = context;
        boolean images = field.type() == FieldType.IMAGEUPLOAD;
        this.most = field.properties() instanceof FieldProperties.Files(int number) ? number : 1;
        this.maxBytes = images ? FieldProperties.Files.MAX_IMAGE_BYTES : FieldProperties.Files.MAX_FILE_BYTES;
        this.upload = new Upload(UploadHandler.toTempFile(
                (metadata, file) -> receive(metadata.fileName(), metadata.contentType(), file)));
        upload.setMaxFileSize((int) maxBytes);
        if (images) {
            upload.setAcceptedMimeTypes("image/*");
        }
        Button choose = new Button(context.text("record.files.add"), ModuleIcon.decorative(VaadinIcon.UPLOAD));
        upload.setUploadButton(choose);
        upload.setDropAllowed(false);
        upload.addFileRejectedListener(_ -> refuse(context.text("record.files.refused", maxBytes / MEGABYTE)));
        upload.addAllFinishedListener(_ -> upload.clearFileList());
        Span limits = new Span(context.text("record.files.limits", most, maxBytes / MEGABYTE));
        limits.addClassName("hint");
        list.addClassName("file-list");
        add(new Div(list, upload, limits));
        showList();
    }

    private void receive(String name, String mediaType, File file) throws IOException {
        try (InputStream content = Files.newInputStream(file.toPath())) {
            if (files.size() < most) {
                files.add(context.storeFile(name, mediaType, content, maxBytes));
                refuse("");
                showList();
                changed();
            }
        } catch (PlatformException e) {
            refuse(e.getMessage());
        } finally {
            Files.deleteIfExists(file.toPath());
        }
    }

    private void refuse(@Nullable String message) {
        String text = message == null ? "" : message;
        setErrorMessage(text);
        setInvalid(!text.isEmpty());
    }

    private void showList() {
        list.removeAll();
        for (long id : files) {
            String name = context.fileName(id);
            Button remove = new Button(ModuleIcon.decorative(VaadinIcon.CLOSE_SMALL), _ -> {
                files.remove(Long.valueOf(id));
                showList();
                changed();
            });
            remove.setAriaLabel(context.text("record.files.remove", name));
            remove.addThemeVariants(ButtonVariant.TERTIARY);
            list.add(new ListItem(ModuleIcon.decorative(VaadinIcon.FILE_O), new Span(name), remove));
        }
        list.setVisible(!files.isEmpty());
        upload.setVisible(files.size() < most);
        upload.setMaxFiles(Math.max(1, most - files.size()));
    }

    @Override
    @Nullable
    Object apiValue() {
        return files.isEmpty()
                ? null
                : files.stream().map(id -> Long.toString(id)).toList();
    }

    @Override
    void show(FieldValue value, LongFunction<String> names) {
        files.clear();
        if (value instanceof FieldValue.Files(List<Long> ids)) {
            files.addAll(ids);
        }
        showList();
    }
}
