package io.atelier.templates.sample;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The words of one country: how its people, streets and companies are called. Companies are made of invented stems;
 * phone numbers come from ranges that are kept for fiction where a country has such a range.
 *
 * @param heads first halves of a company's stem
 * @param tails second halves of a company's stem
 * @param companies patterns with %s for the stem
 * @param places city, region, postal pattern; divided by a slash
 */
record Culture(
        String country,
        List<String> men,
        List<String> women,
        List<String> surnames,
        List<String> heads,
        List<String> tails,
        List<String> companies,
        List<String> streets,
        List<String> places,
        String phone,
        String mobile) {

    static final List<Culture> ALL = List.of(
            new Culture(
                    "United States",
                    words("James,Michael,Daniel,Marcus,Ethan,Owen,Caleb,Victor,Henry,Julian,Nathan,Isaac"),
                    words("Emily,Grace,Hannah,Olivia,Naomi,Chloe,Abigail,Ruth,Maya,Lauren,Tessa,Irene"),
                    words("Whitlock,Harper,Delgado,Mercer,Ashby,Coleman,Vaughn,Pruitt,Langley,Okafor,Sandoval,Reyes,"
                            + "Hollister,Kessler,Tran,Barlow"),
                    words("Bright,Cedar,North,Iron,Silver,Blue,Oak,Harbor,Summit,Clear,Red,Stone,Lake,Wind,Amber"),
                    words("moor,field,gate,line,crest,peak,bridge,wood,forge,spring,ridge,haven,way,port,mark"),
                    words("%s Inc.,%s Systems,%s Logistics,%s Foods,%s Health,%s Partners LLC,%s Energy,%s Labs,"
                            + "%s Retail Group,%s Manufacturing"),
                    words("%d Maple Avenue,%d Commerce Street,%d Lakeview Drive,%d Mill Road,%d Union Boulevard"),
                    words("Portland/Oregon/97###,Austin/Texas/787##,Columbus/Ohio/432##,Denver/Colorado/802##,"
                            + "Raleigh/North Carolina/276##,Madison/Wisconsin/537##"),
                    "+1 202 555 01##",
                    "+1 303 555 01##"),
            new Culture(
                    "United Kingdom",
                    words("Oliver,George,Alfie,Rhys,Callum,Edmund,Hugh,Imran,Rory,Tobias"),
                    words("Amelia,Poppy,Isla,Freya,Niamh,Beatrice,Harriet,Aisha,Rowena,Imogen"),
                    words("Pemberton,Ashworth,Fairclough,Llewellyn,MacRae,Thackeray,Bexley,Hussain,Redfern,Winslow,"
                            + "Gallagher,Oakden"),
                    words("Thorn,Wex,Hart,Pen,Alder,Raven,Kings,Marl,Brack,Stan,West,Elm"),
                    words("bury,combe,worth,dale,ley,stoke,ford,wick,holme,mere,bourne,cliffe"),
                    words("%s Ltd,%s & Sons,%s Holdings plc,%s Engineering,%s Consulting,%s Textiles,%s Media,"
                            + "%s Brewers"),
                    words("%d High Street,%d Station Road,%d Church Lane,%d Victoria Terrace,%d Quay Walk"),
                    words("Leeds/West Yorkshire/LS# #@@,Bristol/Avon/BS# #@@,Cardiff/Wales/CF## #@@,"
                            + "Norwich/Norfolk/NR# #@@,Glasgow/Scotland/G# #@@"),
                    "+44 1632 960###",
                    "+44 7700 900###"),
            new Culture(
                    "Germany",
                    words("Lukas,Jonas,Matthias,Jürgen,Felix,Sebastian,Götz,Rainer,Emre,Till"),
                    words("Anneliese,Katharina,Jana,Märta,Sabine,Leonie,Heike,Ayşe,Ronja,Ursula"),
                    words("Hoffbauer,Lindenthal,Krögermann,Weißhaupt,Brandstätter,Süßmilch,Overbeck,Yıldırım,Tannert,"
                            + "Rosenkamp,Grünewald,Falk"),
                    words("Nord,Rhein,Hoch,Falken,Licht,Stern,Kupfer,Birken,Alt,Sonnen,Wald,Havel"),
                    words("werk,hof,tal,berg,bach,feld,haus,stein,mark,brück,au,born"),
                    words("%s GmbH,%s AG,%s Maschinenbau GmbH,%s Logistik KG,%s Software GmbH,%s Apotheken,%s Möbel,"
                            + "%s Energie"),
                    words("Lindenstraße %d,Am Kanal %d,Goethestraße %d,Industrieweg %d,Königsallee %d"),
                    words("Hamburg/Hamburg/20###,München/Bayern/80###,Köln/Nordrhein-Westfalen/50###,"
                            + "Leipzig/Sachsen/04###,Kassel/Hessen/34###"),
                    "+49 30 23125 ###",
                    "+49 171 39200##"),
            new Culture(
                    "France",
                    words("Étienne,Mathieu,Loïc,Rémi,Aurélien,Gaspard,Youssef,Thibault,Noé"),
                    words("Camille,Élodie,Margaux,Solène,Agnès,Inès,Océane,Fatou,Bérénice"),
                    words("Delacourt,Beaumarchais,Lefrançois,Montclair,Rousselin,Vauquelin,Le Goff,Duchâtel,Benhaddou,"
                            + "Chevreuil,Garance"),
                    words("Val,Mont,Clair,Belle,Ville,Rive,Haute,Font,Lys,Prim"),
                    words("aurore,ciel,ombre,vigne,fontaine,rive,lune,source,garde,sève"),
                    words("%s SA,%s SARL,Groupe %s,Maison %s,%s Conseil,%s Santé,Ateliers %s,%s Distribution"),
                    words("%d rue des Tilleuls,%d avenue de la Gare,%d quai Voltaire,%d place du Marché"),
                    words("Lyon/Rhône/6900#,Nantes/Loire-Atlantique/440##,Lille/Nord/59###,Dijon/Côte-d'Or/21###"),
                    "+33 1 99 00 ## ##",
                    "+33 6 39 98 ## ##"),
            new Culture(
                    "Россия",
                    words("Алексей,Дмитрий,Иван,Сергей,Михаил,Николай,Тимур,Фёдор,Артём,Павел,Глеб,Ринат"),
                    words("Анна,Екатерина,Мария,Ольга,Светлана,Ксения,Алсу,Вера,Дарья,Полина,Любовь,Юлия"),
                    words("Лебедянцев,Соколовский,Вершинин,Громов,Журавлёв,Кедров,Ладыгин,Островский,Рощин,Северцев,"
                            + "Тихомиров,Шумилов"),
                    words("Север,Волга,Урал,Вест,Пром,Техно,Сиб,Строй,Агро,Ново"),
                    words("ресурс,сервис,лайн,маркет,снаб,проект,экспорт,мет,торг,инвест"),
                    words("ООО «%s»,АО «%s»,ГК «%s»,Завод «%s»,Торговый дом «%s»,НПО «%s»,Сеть «%s»"),
                    words("ул. Лесная\\, %d,пр. Мира\\, %d,ул. Заводская\\, %d,наб. Речная\\, %d,пер. Садовый\\, %d"),
                    words("Москва/Москва/10####,Санкт-Петербург/Санкт-Петербург/19####,Казань/Татарстан/4200##,"
                            + "Екатеринбург/Свердловская область/6200##,Новосибирск/Новосибирская область/6300##"),
                    "+7 495 000-##-##",
                    "+7 900 000-##-##"),
            new Culture(
                    "Polska",
                    words("Krzysztof,Łukasz,Paweł,Wojciech,Mateusz,Grzegorz,Stanisław"),
                    words("Agnieszka,Małgorzata,Zofia,Joanna,Elżbieta,Kinga,Weronika"),
                    words("Zawadzki,Wiśniewski,Brzozowski,Górnicki,Kalinowski,Szymborski,Mrozek,Wrona"),
                    words("Wisła,Bałt,Sokół,Karp,Zielon,Srebr,Nad,Las"),
                    words("pol,mex,bud,trans,met,med,tech,plast"),
                    words("%s sp. z o.o.,%s S.A.,Zakłady %s,%s Handel,%s Logistyka"),
                    words("ul. Długa %d,ul. Kwiatowa %d,al. Niepodległości %d,ul. Młyńska %d"),
                    words("Kraków/Małopolskie/30-###,Gdańsk/Pomorskie/80-###,Łódź/Łódzkie/90-###"),
                    "+48 22 000 ## ##",
                    "+48 500 000 0##"),
            new Culture(
                    "España",
                    words("Álvaro,Iñigo,Joaquín,Sergio,Raúl,Andrés,Óscar"),
                    words("Lucía,Begoña,Noelia,Ainhoa,Carmen,Inmaculada,Núria"),
                    words("Ibáñez,Quintanilla,Montalbán,Echeverría,Peñalver,Zubiri,Carrasco,Valverde"),
                    words("Sierra,Costa,Alba,Luz,Monte,Campo,Río,Sol"),
                    words("nova,clara,verde,alta,mar,viva,sur,blanca"),
                    words("%s S.L.,%s S.A.,Grupo %s,Bodegas %s,%s Servicios,Transportes %s"),
                    words("Calle Mayor %d,Avenida del Puerto %d,Paseo de la Alameda %d,Calle Olivo %d"),
                    words("Valencia/Comunidad Valenciana/460##,Sevilla/Andalucía/410##,Bilbao/País Vasco/480##"),
                    "+34 910 000 0##",
                    "+34 600 000 0##"),
            new Culture(
                    "Sverige",
                    words("Göran,Håkan,Björn,Linus,Axel,Nils"),
                    words("Åsa,Linnéa,Sigrid,Maja,Ebba,Tuva"),
                    words("Lindqvist,Åkerblom,Sjöstrand,Norrby,Hallström,Ekdahl,Västerlund"),
                    words("Norr,Fjäll,Björk,Sund,Skog,Öst,Ljus"),
                    words("vik,strand,holm,dal,kraft,berg,ström"),
                    words("%s AB,%s Teknik AB,%s Skog AB,%s Bygg,%s Design"),
                    words("Storgatan %d,Hamngatan %d,Skolvägen %d"),
                    words("Uppsala/Uppsala län/75# ##,Malmö/Skåne/21# ##,Luleå/Norrbotten/97# ##"),
                    "+46 8 465 004 ##",
                    "+46 70 174 06 ##"),
            new Culture(
                    "日本",
                    words("健太,大輔,翔,誠,悠人"),
                    words("美咲,陽子,葵,結衣,さくら"),
                    words("高橋,小川,森田,石原,藤沢,西村,松永"),
                    words("青,北,朝日,桜,光,松,富"),
                    words("波,山,川,海,原,風"),
                    words("株式会社%s,%s工業株式会社,%s商事,%s電機,%sフーズ"),
                    words("中央%d丁目,本町%d番地,緑が丘%d番地"),
                    words("横浜/神奈川県/220-00##,札幌/北海道/060-00##,福岡/福岡県/810-00##"),
                    "+81 3 0000 00##",
                    "+81 90 0000 00##"),
            new Culture(
                    "India",
                    words("Arjun,Rohan,Vikram,Sanjay,Karthik,Imtiaz"),
                    words("Priya,Ananya,Lakshmi,Meera,Kavya,Farah"),
                    words("Iyer,Chatterjee,Deshmukh,Nambiar,Kulkarni,Bhattacharya,Reddy"),
                    words("Surya,Nava,Shakti,Ganga,Vayu,Kiran"),
                    words("tech,mart,pharma,steel,vision,craft"),
                    words("%s Pvt. Ltd.,%s Industries,%s Exports,%s Infotech,%s Textiles"),
                    words("%d MG Road,%d Park Street,%d Ring Road,%d Temple Lane"),
                    words("Pune/Maharashtra/4110##,Bengaluru/Karnataka/5600##,Kolkata/West Bengal/7000##"),
                    "+91 22 0000 00##",
                    "+91 90000 000##"));

    /** Weights in the order of {@link #ALL}. */
    static final int[] WEIGHTS = {22, 12, 14, 9, 20, 6, 6, 4, 3, 4};

    /** Returns the surname as a woman bears it; differs in Russian and Polish. */
    String womansSurname(String surname) {
        return switch (country) {
            case "Россия" ->
                surname.endsWith("ский") ? surname.substring(0, surname.length() - 2) + "ая" : surname + "а";
            case "Polska" -> surname.endsWith("ki") ? surname.substring(0, surname.length() - 1) + "a" : surname;
            default -> surname;
        };
    }

    /** Writes a name in small Latin letters, digits and hyphens; empty if nothing of it can be written so. */
    static String slug(String text) {
        StringBuilder latin = new StringBuilder();
        for (char c : Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFC)
                .toCharArray()) {
            int cyrillic = c >= 'а' && c <= 'я' ? c - 'а' : -1;
            if (cyrillic >= 0) {
                latin.append(CYRILLIC.get(cyrillic));
            } else {
                latin.append(
                        switch (c) {
                            case 'ё' -> "e";
                            case 'ß' -> "ss";
                            case 'ø' -> "o";
                            case 'ł' -> "l";
                            case 'ı' -> "i";
                            default -> String.valueOf(c);
                        });
            }
        }
        return Normalizer.normalize(latin, Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
    }

    private static final List<String> CYRILLIC = Arrays.asList(
            "a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f",
            "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya");

    private static List<String> words(String list) {
        return Arrays.stream(list.split("(?<!\\\\),"))
                .map(word -> word.replace("\\,", ","))
                .toList();
    }
}
