package io.atelier.platform.transfer.internal;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ValueKind;
import io.atelier.platform.transfer.FilePreview.ColumnPreview;
import io.atelier.platform.transfer.ImportPlan.Mapping;
import io.atelier.platform.transfer.ValueFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Proposes which column fills which field, by names, labels and words that mean the same. */
public final class MappingProposal {
    /** What a header may say, to the names of fields that it may mean, best first; all normalised. */
    private static final Map<String, List<String>> SYNONYMS = synonyms();

    private MappingProposal() {}

    public static List<Mapping> of(List<ColumnPreview> columns, List<FieldDef> writable) {
        Map<String, FieldDef> byName = new HashMap<>();
        for (FieldDef field : writable) {
            field.label().texts().values().forEach(text -> {
                byName.putIfAbsent(normalised(text), field);
                byName.putIfAbsent(normalised(text + field.apiName()), field);
            });
        }
        writable.forEach(field -> byName.put(normalised(field.apiName()), field));
        Set<FieldDef> taken = new HashSet<>();
        List<Mapping> mappings = new ArrayList<>();
        Set<Integer> done = new HashSet<>();
        // An id tells better than a name that two may have; our own exports have both.
        for (ColumnPreview column : columns) {
            Optional.of(column.name())
                    .filter(name -> name.endsWith(ExportColumn.ID))
                    .map(name -> byName.get(normalised(name.substring(0, name.length() - ExportColumn.ID.length()))))
                    .filter(field -> field.kind() == ValueKind.RECORD || field.kind() == ValueKind.USER)
                    .filter(taken::add)
                    .ifPresent(field -> {
                        mappings.add(mapping(column, field));
                        done.add(column.index());
                    });
        }
        // Exact names first: a synonym must not take a field whose own name stands in a later column.
        for (ColumnPreview column : columns) {
            Optional.ofNullable(byName.get(normalised(column.name())))
                    .filter(taken::add)
                    .ifPresent(field -> {
                        mappings.add(mapping(column, field));
                        done.add(column.index());
                    });
        }
        for (ColumnPreview column : columns) {
            if (!done.contains(column.index())) {
                SYNONYMS.getOrDefault(normalised(column.name()), List.of()).stream()
                        .map(byName::get)
                        .filter(field -> field != null && !taken.contains(field))
                        .findFirst()
                        .ifPresent(field -> {
                            taken.add(field);
                            mappings.add(mapping(column, field));
                        });
            }
        }
        mappings.sort(Comparator.comparingInt(Mapping::column));
        return mappings;
    }

    private static Mapping mapping(ColumnPreview column, FieldDef field) {
        return new Mapping(column.index(), field.apiName(), format(field.kind(), column.guess()));
    }

    /** What the field needs decides; the column only says how that is written. */
    public static ValueFormat format(ValueKind kind, ValueFormat guess) {
        boolean dated = !guess.patterns().isEmpty();
        return switch (kind) {
            case NUMBER -> guess.kind() == ValueFormat.Kind.NUMBER_COMMA ? guess : ValueFormat.NUMBER_POINT;
            case DATE -> ValueFormat.date(dated ? guess.patterns() : DateText.DATE_PATTERNS);
            case DATETIME -> ValueFormat.dateTime(dated ? guess.patterns() : DateText.TIME_PATTERNS);
            case BOOLEAN -> ValueFormat.BOOLEAN;
            case TEXT, CHOICES, RECORD, ANY_RECORD, USER, USERS, FILES, ADDRESS, LINKS, ROWS -> ValueFormat.TEXT;
        };
    }

    static String normalised(String name) {
        StringBuilder letters = new StringBuilder();
        name.toLowerCase(Locale.ROOT)
                .replace('ё', 'е')
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(letters::appendCodePoint);
        return letters.toString();
    }

    private static Map<String, List<String>> synonyms() {
        String[][] groups = {
            {
                "email",
                "emailaddress",
                "mail",
                "emails",
                "primaryemail",
                "workemail",
                "почта",
                "электроннаяпочта",
                "емейл",
                "имейл",
                "e-mail"
            },
            {"firstname", "givenname", "forename", "имя"},
            {
                "lastname",
                "surname",
                "familyname",
                "secondname",
                "фамилия",
                "name",
                "fullname",
                "contactname",
                "leadname",
                "имяклиента"
            },
            {"salutation", "prefix", "title", "обращение"},
            {"title", "jobtitle", "position", "occupation", "role", "должность"},
            {"phone", "telephone", "phonenumber", "tel", "businessphone", "workphone", "телефон", "номертелефона"},
            {"mobile", "cell", "cellphone", "mobilephone", "mobilenumber", "мобильный", "сотовый"},
            {"dateofbirth", "birthdate", "birthday", "dob", "born", "деньрождения", "датарождения"},
            {
                "accountname",
                "account",
                "company",
                "companyname",
                "organization",
                "organisation",
                "customer",
                "client",
                "компания",
                "организация",
                "контрагент",
                "security"
            },
            {
                "company",
                "companyname",
                "account",
                "accountname",
                "organization",
                "organisation",
                "компания",
                "организация"
            },
            {"website", "url", "web", "homepage", "site", "domain", "сайт"},
            {"industry", "sector", "gicssector", "отрасль"},
            {"employees", "noofemployees", "numberofemployees", "headcount", "staff", "сотрудников"},
            {"annualrevenue", "revenue", "turnover", "annualincome", "income", "выручка", "доход"},
            {"mailingstreet", "street", "address", "addressline1", "улица", "адрес"},
            {"mailingcity", "city", "town", "город"},
            {"mailingstate", "state", "province", "region", "область", "регион"},
            {"mailingzip", "zip", "zipcode", "postalcode", "postcode", "индекс"},
            {"mailingcountry", "country", "страна"},
            {"billingstreet", "street", "address", "улица", "адрес"},
            {"billingcity", "city", "town", "город"},
            {"billingstate", "state", "province", "region"},
            {"billingcode", "zip", "zipcode", "postalcode", "postcode", "индекс"},
            {"billingcountry", "country", "officelocation", "страна"},
            {"street", "address", "addressline1", "улица", "адрес"},
            {"zipcode", "zip", "postalcode", "postcode", "индекс"},
            {"dealname", "name", "opportunity", "opportunityname", "deal", "сделка"},
            {"amount", "value", "closevalue", "dealvalue", "sum", "сумма"},
            {"closingdate", "closedate", "expectedclose", "датазакрытия"},
            {"stage", "dealstage", "salesstage", "этап", "стадия"},
            {"productname", "product", "name", "item", "товар"},
            {"productcode", "sku", "productsku", "article", "артикул"},
            {"unitprice", "price", "salesprice", "productprice", "цена"},
            {"leadsource", "source", "источник"},
            {"owner", "assignedto", "salesagent", "salesrep", "manager", "ответственный", "менеджер"},
            {"description", "notes", "comment", "comments", "about", "описание", "комментарий", "примечание"},
        };
        Map<String, List<String>> map = new HashMap<>();
        for (String[] group : groups) {
            String target = group[0];
            for (String word : group) {
                map.computeIfAbsent(normalised(word), _ -> new ArrayList<>()).add(target);
            }
        }
        return map;
    }
}
