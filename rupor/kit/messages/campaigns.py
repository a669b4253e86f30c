"""Texts of campaigns."""

TEXTS = {
    "campaign_not_found": ("Рассылка не найдена. Проверьте адрес.", "The campaign was not found. Check the address."),
    "campaign_channel_unknown": (
        "Такого канала нет. Выберите звонки или СМС.",
        "There is no such channel. Choose calls or SMS.",
    ),
    "campaign_setting_out_of_range": (
        "Введите значение от {least} до {most}.",
        "Enter a value from {least} to {most}.",
    ),
    "campaign_name_empty": ("Введите название до 255 знаков.", "Enter a name of up to 255 characters."),
    "campaign_routing_unknown": ("Выберите маршрутизацию из списка.", "Choose the routing from the list."),
    "campaign_sender_wrong": (
        "Имя отправителя — до 11 латинских букв, цифр и знаков.",
        "A sender name has up to 11 Latin letters, digits and signs.",
    ),
    "campaign_window_wrong": (
        "Укажите дни недели и время: начало раньше конца.",
        "Give the weekdays and the hours: the start before the end.",
    ),
    "campaign_zone_unknown": ("Выберите часовой пояс из списка.", "Choose the time zone from the list."),
    "campaign_audience_not_found": (
        "Список {id} не найден в проекте. Выберите другой.",
        "List {id} was not found in the project. Choose another.",
    ),
    "campaign_number_not_found": (
        "Номер {id} недоступен. Выберите другой.",
        "Number {id} is not available. Choose another.",
    ),
    "campaign_material_not_found": (
        "Ролик {id} не найден в проекте. Выберите другой.",
        "Clip {id} was not found in the project. Choose another.",
    ),
    "campaign_audiences_fixed": (
        "Список контактов начатой рассылки не меняется. Остановите её или создайте новую.",
        "The contacts of a started campaign are fixed. Stop it or make a new one.",
    ),
    "campaign_action_not_allowed": (
        "Сейчас это действие недоступно. Обновите страницу и посмотрите состояние рассылки.",
        "This is not possible now. Reload the page and look at the state of the campaign.",
    ),
    "campaign_move_not_allowed": (
        "Состояние рассылки уже изменилось. Обновите страницу.",
        "The state of the campaign has changed already. Reload the page.",
    ),
    "campaign_not_ready": (
        "Рассылку нельзя запустить: исправьте отмеченное на вкладках.",
        "The campaign cannot start: mend what is marked on the tabs.",
    ),
    "campaign_nobody_left": (
        "Перезапускать не для кого: не ответивших нет.",
        "There is nobody left to try again.",
    ),
    "campaign_comment_too_long": ("Комментарий — до {most} знаков.", "A comment has up to {most} characters."),
    "campaign_text_empty": ("Введите текст сообщения.", "Enter the text of the message."),
    "campaign_flow_missing": ("Выберите сценарий.", "Choose a call flow."),
    "campaign_materials_missing": ("Добавьте материал для воспроизведения.", "Add a clip to play."),
    "campaign_material_not_active": (
        "Материал ещё не готов или отклонён. Дождитесь проверки или выберите другой.",
        "A clip is not ready or was rejected. Wait for the check or choose another.",
    ),
    "campaign_voice_away": (
        "Голос материала сейчас не работает. Выберите другой голос или спросите администратора (rupor doctor).",
        "The voice of a clip does not work now. Choose another voice or ask the administrator (rupor doctor).",
    ),
    "campaign_audience_processing": (
        "Список контактов ещё загружается. Дождитесь окончания.",
        "The list of contacts is still loading. Wait for its end.",
    ),
    "campaign_audience_empty": ("Выберите список, в котором есть контакты.", "Choose a list that has contacts."),
    "campaign_numbers_missing": (
        "Нет номера, с которого можно звонить. Добавьте номер или выберите карусель.",
        "There is no number to call from. Add a number or choose the carousel.",
    ),
}
