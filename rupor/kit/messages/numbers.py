"""Texts of numbers, of their rent and of their confirmation."""

TEXTS = {
    "number_not_found": ("Номер не найден. Обновите список.", "The number was not found. Reload the list."),
    "numbers_missing": ("Впишите хотя бы один номер.", "Write at least one number."),
    "number_wrong": (
        "Это не похоже на номер телефона. Впишите его целиком, с кодом.",
        "This does not look like a phone number. Write it whole, with its code.",
    ),
    "number_kind_staff": (
        "Такие номера добавляют сотрудники установки. Выберите вид «Личный».",
        "Those who run the installation add such numbers. Choose the kind “Personal”.",
    ),
    "number_kind_of_pool": (
        "Вид номера пула — «Общий» или «Дежурный».",
        "A number of the pool is shared or duty.",
    ),
    "number_kind_unknown": (
        "Строка {line}: «{text}» — неизвестный вид или тип линии.",
        "Line {line}: “{text}” is no known kind or line type.",
    ),
    "number_figure_wrong": ("Введите число от 0 до 1 000 000.", "Enter a figure from 0 to 1,000,000."),
    "number_range_wrong": (
        "Строка {line}: «{text}» — не номер и не диапазон. Пример: 79160000000-79160000099.",
        "Line {line}: “{text}” is neither a number nor a range. Example: 79160000000-79160000099.",
    ),
    "number_ranges_too_long": (
        "За раз можно добавить до {most} номеров. Разделите список.",
        "At most {most} numbers at once. Divide the list.",
    ),
    "number_fee_wrong": (
        "Строка {line}: плата за день — число от 0 до 100 000.",
        "Line {line}: the fee a day is a figure from 0 to 100,000.",
    ),
    "number_does_not_work": (
        "Номер ещё не работает. Подтвердите его или пополните баланс.",
        "The number does not work yet. Confirm it or top up the balance.",
    ),
    "number_blocked_by_staff": (
        "Номер заблокирован сотрудником установки. Обратитесь в поддержку.",
        "The number was blocked by those who run the installation. Ask support.",
    ),
    "number_taken": (
        "Этот номер уже принадлежит другому кабинету. Обратитесь в поддержку, если он ваш.",
        "This number belongs to another account. Ask support if it is yours.",
    ),
    "number_confirmed_already": ("Этот номер уже добавлен и работает.", "This number is added already and works."),
    "number_callback_own_only": (
        "Настроить обратные звонки можно у арендованного или личного номера.",
        "Callbacks are set for a rented or a personal number.",
    ),
    "number_callback_choose_one": (
        "Выберите что-то одно: сценарий, ролик или переадресацию.",
        "Choose one: a flow, a clip or forwarding.",
    ),
    "callback_clip_needs_fields": (
        "В ролике обратного звонка есть поля, которых нет у позвонившего. Выберите ролик без полей.",
        "The clip of the callback holds fields that the caller does not have. Choose one without fields.",
    ),
    "number_rented_already": (
        "Номер {phone} только что арендовал другой клиент. Выберите другой.",
        "Number {phone} has just been rented by somebody else. Choose another.",
    ),
    "numbers_too_many": ("За раз можно выбрать до {most} номеров.", "At most {most} numbers at once."),
    "number_not_rented": (
        "Номер {phone} не арендован вами. Обновите список.",
        "Number {phone} is not rented by you. Reload the list.",
    ),
    "confirmation_too_often": (
        "На этот номер уже было {most} звонка за час. Попробуйте позже.",
        "This number was called {most} times within an hour. Try later.",
    ),
    "confirmation_under_way": (
        "Робот уже звонит на этот номер. Ответьте и нажмите 1.",
        "The robot is calling this number already. Answer and press 1.",
    ),
    "confirmation_not_needed": (
        "Подтверждать нужно только личный номер, который ещё не подтверждён.",
        "Only a personal number that is not confirmed yet needs it.",
    ),
    "confirmation_missing": (
        "Номеру ещё не звонили. Нажмите «Позвонить».",
        "The number was not called yet. Press “Call”.",
    ),
    "movement_rent": ("Аренда номера {about} на день", "Rent of number {about} for a day"),
}
