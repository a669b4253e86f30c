"""Texts of contacts: what may be wrong with a file, a column, a row or a value, and what to do about it."""

TEXTS = {
    "audience_not_found": (
        "Аудитория не найдена. Обновите список.",
        "The audience was not found. Reload the list.",
    ),
    "audience_not_open": (
        "Аудитория в архиве. Восстановите её, чтобы загружать контакты.",
        "The audience is archived. Restore it to load contacts.",
    ),
    "audience_move_unlawful": (
        "Сейчас это невозможно: дождитесь конца загрузки.",
        "Not possible now: wait until loading ends.",
    ),
    "global_stop_is_stop": (
        "Всегда действующим может быть только чёрный список. Выберите этот тип.",
        "Only a stop-list may always apply. Choose that kind.",
    ),
    "import_not_found": ("Загрузка не найдена. Обновите страницу.", "The import was not found. Reload the page."),
    "import_not_done": (
        "Загрузка ещё не закончена. Подождите и повторите.",
        "The import is not done yet. Wait and try again.",
    ),
    "import_broken": (
        "Загрузка прервалась из-за внутренней ошибки. Повторите её.",
        "The import broke off by an internal error. Try it again.",
    ),
    "import_policy_unknown": (
        "Выберите, что делать с известными контактами: fill, overwrite или skip.",
        "Choose what to do with known contacts: fill, overwrite or skip.",
    ),
    "encoding_unknown": ("Выберите кодировку: {known}.", "Choose an encoding: {known}."),
    "mapping_unknown": (
        "Колонке задано неизвестное поле «{name}». Выберите поле из списка или создайте его.",
        "The column is given an unknown field “{name}”. Choose one of the list or create it.",
    ),
    "mapping_twice": (
        "Поле «{name}» задано двум колонкам. Оставьте одну.",
        "The field “{name}” is given to two columns. Leave one.",
    ),
    "mapping_without_phone": (
        "Укажите, в какой колонке телефон.",
        "Say which column holds the phone.",
    ),
    "no_phone_column": (
        "Не нашлось колонки с телефонами. Укажите её или проверьте файл.",
        "No column of phones was found. Point to it or check the file.",
    ),
    "upload_empty": ("Файл пуст. Выберите другой.", "The file is empty. Choose another."),
    "upload_too_big": (
        "Файл больше {most_mb} МБ. Разделите его на части.",
        "The file is larger than {most_mb} MB. Split it.",
    ),
    "upload_too_large": (
        "Книга при распаковке слишком велика. Сохраните её как CSV и загрузите снова.",
        "The workbook is too large when unpacked. Save it as CSV and upload again.",
    ),
    "upload_broken": (
        "Книга повреждена или под паролем. Откройте её и сохраните заново.",
        "The workbook is damaged or has a password. Open it and save it anew.",
    ),
    "upload_not_a_workbook": (
        "Это архив, а не книга Excel. Распакуйте его и загрузите таблицу.",
        "This is an archive and not an Excel workbook. Unpack it and upload the table.",
    ),
    "upload_not_a_table": (
        "Это не таблица. Загрузите CSV, TXT, XLS или XLSX.",
        "This is not a table. Upload CSV, TXT, XLS or XLSX.",
    ),
    "upload_missing": ("Приложите файл или вставьте текст.", "Attach a file or paste a text."),
    "upload_expired": (
        "Загруженный файл устарел. Загрузите его снова.",
        "The uploaded file is out of date. Upload it again.",
    ),
    "too_many_rows": (
        "В файле больше 1 000 000 строк. Разделите его на части.",
        "The file has more than 1,000,000 rows. Split it.",
    ),
    "line_too_long": (
        "Строка {row} слишком длинна для таблицы. Проверьте кавычки и разделители в ней.",
        "Row {row} is too long for a table. Check its quotes and separators.",
    ),
    "verdict_too_large": (
        "Строк больше 100 000: в XLSX не поместится. Скачайте CSV.",
        "More than 100,000 rows do not go into XLSX. Download CSV.",
    ),
    "phone_invalid": (
        "Проверьте номер: +7 и десять цифр или код другой страны.",
        "Check the phone: +7 and ten digits, or the code of another country.",
    ),
    "phones_missing": ("Впишите хотя бы один номер.", "Write at least one number."),
    "value_wrong": ("Значение «{value}» не подходит этому полю. Исправьте.", "“{value}” does not fit. Correct it."),
    "field_unknown": ("Поля «{name}» в проекте нет. Создайте его.", "The project has no field “{name}”. Create it."),
    "variable_wrong": (
        "Переменная — латиницей: буква, затем буквы, цифры и «_», не длиннее 64.",
        "A variable is Latin: a letter, then letters, digits and “_”, 64 at most.",
    ),
    "variable_taken": (
        "Такая переменная уже есть. Выберите другую.",
        "There is such a variable already. Choose another.",
    ),
    "stop_ids_missing": (
        "Отметьте номера или попросите удалить все.",
        "Tick numbers, or ask to remove all.",
    ),
    "verdict_added": ("добавлен", "added"),
    "verdict_updated": ("уже был в аудитории, данные обновлены", "was in the audience, values updated"),
    "verdict_unchanged": ("уже был в аудитории", "was in the audience already"),
    "verdict_duplicate": (
        "повтор: этот номер есть в строке {first_row}",
        "repeated: the number stands in row {first_row}",
    ),
    "verdict_invalid": ("не добавлен", "not added"),
    "verdict_empty": ("пустая строка", "empty row"),
    "phone_empty": ("нет телефона", "no phone"),
    "phone_rounded": (
        "Excel округлил номер: задайте колонке текстовый формат",
        "Excel rounded the number: make the column text",
    ),
    "phone_several": ("в ячейке несколько номеров", "several numbers in one cell"),
    "phone_letters": ("в номере буквы или нет цифр", "letters in the phone, or no digits"),
    "phone_short": ("в номере не хватает цифр", "the phone is too short"),
    "phone_long": ("в номере лишние цифры", "the phone is too long"),
    "phone_country": ("такого кода страны или города нет", "no such code of a country or city"),
    "warning_row_long": ("строка длиннее заголовка, лишнее не взято", "longer than the heading, the rest not taken"),
    "warning_row_short": ("строка короче заголовка", "shorter than the heading"),
    "warning_birthdate": ("дата рождения не понята", "birth date not understood"),
    "warning_sex": ("пол не понят", "sex not understood"),
    "warning_email": ("почта не похожа на адрес", "e-mail does not look like an address"),
    "warning_link": ("ссылка не похожа на адрес", "link does not look like an address"),
    "warning_surname": ("фамилия обрезана до 100 знаков", "surname cut to 100 characters"),
    "warning_name": ("имя обрезано до 100 знаков", "name cut to 100 characters"),
    "warning_second_name": ("отчество обрезано до 100 знаков", "second name cut to 100 characters"),
    "warning_other": ("поле «{name}» не понято", "field “{name}” not understood"),
    "warning_stop_listed": ("номер в стоп-листе: писать и звонить не будем", "on the stop-list: will not be contacted"),
    "heading_row": ("Строка", "Row"),
    "heading_given": ("Как в файле", "As given"),
    "heading_verdict": ("Итог", "Verdict"),
    "heading_reason": ("Пояснение", "Reason"),
    "heading_phone": ("Телефон", "Phone"),
    "heading_surname": ("Фамилия", "Surname"),
    "heading_name": ("Имя", "Name"),
    "heading_second_name": ("Отчество", "Second name"),
    "heading_birthdate": ("Дата рождения", "Birth date"),
    "heading_sex": ("Пол", "Sex"),
    "heading_email": ("Email", "Email"),
    "heading_link": ("Ссылка", "Link"),
    "sex_male": ("мужской", "male"),
    "sex_female": ("женский", "female"),
}
