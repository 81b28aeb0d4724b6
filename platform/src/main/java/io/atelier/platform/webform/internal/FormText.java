package io.atelier.platform.webform.internal;

import java.util.Locale;

/** The few words that strangers read, in English and Russian. */
enum FormText {
    SEND("Send", "Отправить"),
    CHOOSE("Please choose", "Выберите"),
    LEAVE_EMPTY("Leave this empty", "Оставьте пустым"),
    REQUIRED("This field is needed.", "Это поле нужно заполнить."),
    NOT_GOOD("This does not fit here.", "Это значение не подходит."),
    CORRECT("Please correct what is marked and send the form again.", "Исправьте отмеченное и отправьте форму снова."),
    NO_FORM("There is no such form.", "Такой формы нет."),
    CLOSED("This form is closed.", "Форма закрыта."),
    TOO_MANY(
            "Too many forms were sent. Please try again in a minute.",
            "Отправлено слишком много форм. Повторите через минуту."),
    TOO_LARGE("The form is too large.", "Форма слишком большая."),
    NOT_UNDERSTOOD("The form could not be read.", "Форму не удалось прочитать."),
    NOT_FROM_HERE("This site may not send the form.", "С этого сайта форму отправлять нельзя."),
    LATER(
            "The form cannot be received at the moment. Please try later.",
            "Сейчас форму принять нельзя. Попробуйте позже.");

    private final String english;
    private final String russian;

    FormText(String english, String russian) {
        this.english = english;
        this.russian = russian;
    }

    String in(Locale language) {
        return language.getLanguage().equals("ru") ? russian : english;
    }
}
