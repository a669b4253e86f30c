"""Texts of call flows; `flow_<code>` names a problem of the document found by the checks."""

TEXTS = {
    "flow_not_found": ("Сценарий не найден. Обновите список.", "The flow was not found. Reload the list."),
    "flow_is_system": (
        "Системный сценарий менять нельзя. Создайте свой.",
        "The system flow cannot be changed. Create your own.",
    ),
    "flow_document_too_large": (
        "Сценарий слишком велик. Разделите его на несколько.",
        "The flow is too large. Split it into several.",
    ),
    "flow_document_unreadable": (
        "В тексте сценария есть недопустимые знаки. Уберите их.",
        "The flow's texts hold characters that cannot be kept. Remove them.",
    ),
    "flow_campaign_clip_missing": (
        "Сценарий начинается с ролика рассылки: выберите хотя бы один материал.",
        "The flow starts with the campaign's clip: choose at least one material.",
    ),
    "flow_clip_not_usable": (
        "Материал {material} ещё не принят, в архиве или не звук. Выберите другой.",
        "Material {material} is not approved yet, is archived or has no sound. Choose another.",
    ),
    "flow_version_unknown": ("Версия сценария неизвестна.", "The version of the flow is unknown."),
    "flow_nodes_missing": ("В сценарии нет карточек. Добавьте «Ответ».", "The flow has no nodes. Add “Answer”."),
    "flow_too_many_nodes": ("Больше 200 сегментов. Упростите сценарий.", "Over 200 nodes. Make the flow simpler."),
    "flow_start_missing": ("Не указано, с чего начинать.", "It is not told where to start."),
    "flow_node_malformed": ("Сегмент «{node}» не читается.", "Node “{node}” cannot be read."),
    "flow_next_beside_recognition": (
        "После распознавания идут ответы, отдельный переход лишний.",
        "After recognition only its branches lead on; remove the plain next step.",
    ),
    "flow_recognition_mode_unknown": (
        "Выберите вид распознавания: клавиши (DTMF) или голос.",
        "Choose how answers are recognised: keys (DTMF) or voice.",
    ),
    "flow_branches_without_recognition": (
        "Ответы есть, а распознавания нет. Включите его или уберите ответы.",
        "There are branches but no recognition. Turn it on or remove them.",
    ),
    "flow_recognition_without_branches": (
        "Добавьте хотя бы один ответ на распознавание.",
        "Add at least one branch to the recognition.",
    ),
    "flow_branch_malformed": ("Ответ не читается. Создайте его заново.", "The branch cannot be read. Create it anew."),
    "flow_branch_key_malformed": ("Укажите одну клавишу от 0 до 9.", "Give one key from 0 to 9."),
    "flow_target_unknown": ("Переход ведёт в никуда. Выберите сегмент.", "The step leads nowhere. Choose a node."),
    "flow_card_malformed": ("Карточка не читается. Создайте её заново.", "The card cannot be read. Create it anew."),
    "flow_card_unknown": ("Такой карточки нет. Удалите её.", "There is no such card. Remove it."),
    "flow_play_without_clip": ("Выберите ролик.", "Choose a clip."),
    "flow_play_clip_malformed": ("Выберите ролик из списка.", "Choose a clip of the list."),
    "flow_play_clip_unknown": (
        "Ролика нет среди материалов проекта. Выберите другой.",
        "The clip is not among the project's materials. Choose another.",
    ),
    "flow_play_clip_inactive": (
        "Ролик ещё не принят или в архиве. Запустить рассылку с ним нельзя.",
        "The clip is not approved yet or is archived. A campaign cannot start with it.",
    ),
    "flow_play_recognition_start_malformed": (
        "Начало распознавания — от 0 до 3600 секунд.",
        "Recognition starts between 0 and 3600 seconds.",
    ),
    "flow_message_without_text": ("Введите текст сообщения.", "Enter the text of the message."),
    "flow_message_placeholder_spoilt": (
        "В тексте есть скобки {{{{ }}}}, которые не читаются как поле.",
        "The text has braces {{{{ }}}} that do not read as a field.",
    ),
    "flow_stop_list_unknown": (
        "Такого чёрного списка нет. Оставьте пустым или выберите список.",
        "There is no such stop-list. Leave it empty or choose a list.",
    ),
    "flow_repeat_times_malformed": ("Повторять можно от 1 до 3 раз.", "Repeat from 1 to 3 times."),
    "flow_start_without_clip": ("Необходимо добавить стартовый ролик.", "Add the first clip."),
    "flow_second_play": ("В сегменте может быть только один ролик.", "A node may hold one clip only."),
    "flow_card_after_hangup": (
        "После завершения звонка ничего не выполнится.",
        "Nothing runs after the call has ended.",
    ),
    "flow_record_not_first": (
        "Запись разговора ставится первой, сразу под «Ответ».",
        "The recording goes first, right under “Answer”.",
    ),
    "flow_hangup_before_exit": (
        "Звонок завершается раньше, чем сегмент ведёт дальше. Уберите одно из двух.",
        "The call ends before the node leads on. Remove one of the two.",
    ),
    "flow_branch_twice": ("Один и тот же ответ указан дважды.", "The same answer is given twice."),
    "flow_filter_not_first": (
        "Фильтр автоответчиков ставится в начало, сразу под «Ответ».",
        "The answering-machine filter goes first, right under “Answer”.",
    ),
    "flow_branch_words_missing": (
        "Введите хотя бы одно слово в «содержит слова».",
        "Enter at least one word under “contains the words”.",
    ),
    "flow_branch_words_too_many": (
        "В фильтре не больше 50 слов или фраз, каждая до 80 знаков.",
        "A filter takes up to 50 words or phrases of up to 80 characters.",
    ),
    "flow_words_without_voice": (
        "Слова слышит только распознавание «Голос». Выберите его или уберите слова.",
        "Only voice recognition hears words. Choose it or remove the words.",
    ),
    "flow_voice_without_words": (
        "Распознаванию «Голос» нужен хотя бы один фильтр со словами.",
        "Voice recognition needs at least one filter with words.",
    ),
    "flow_word_twice": (
        "Одно и то же слово стоит в двух фильтрах. Оставьте его в одном.",
        "The same word stands in two filters. Keep it in one.",
    ),
    "flow_no_operator_without_transfer": (
        "«Не удалось соединить» бывает только в сегменте с переводом. Добавьте перевод или уберите ответ.",
        "“Nobody could be connected” needs a transfer in the same node. Add one or remove the branch.",
    ),
    "flow_second_transfer": (
        "В сегменте может быть только один перевод.",
        "A node may hold one transfer only.",
    ),
    "flow_transfer_without_operators": ("Добавьте хотя бы одного оператора.", "Add at least one operator."),
    "flow_transfer_too_many_operators": ("Операторов не больше десяти.", "Up to ten operators."),
    "flow_transfer_operator_malformed": (
        "Номер оператора не читается. Введите телефон с кодом страны или адрес SIP: sip:имя@узел.",
        "The operator cannot be read. Enter a phone with its country code or a SIP address: sip:name@host.",
    ),
    "flow_transfer_ring_seconds_malformed": (
        "Оператору звоним от 5 до 120 секунд.",
        "An operator is rung for 5 to 120 seconds.",
    ),
    "flow_transfer_music_malformed": ("Выберите музыку из списка.", "Choose the music of the list."),
    "flow_transfer_music_unknown": (
        "Музыки нет среди материалов проекта. Выберите другую.",
        "The music is not among the project's materials. Choose another.",
    ),
    "flow_transfer_music_inactive": (
        "Музыка ещё не принята или в архиве. Запустить рассылку с ней нельзя.",
        "The music is not approved yet or is archived. A campaign cannot start with it.",
    ),
    "flow_webhook_without_integration": ("Выберите интеграцию.", "Choose an integration."),
    "flow_ticket_without_title": ("Введите заголовок карточки обращения.", "Enter the title of the follow-up card."),
    "flow_ticket_placeholder_spoilt": (
        "В карточке обращения есть скобки {{{{ }}}}, которые не читаются как поле.",
        "The follow-up card has braces {{{{ }}}} that do not read as a field.",
    ),
    "flow_goto_without_flow": ("Выберите сценарий для перехода.", "Choose the flow to go to."),
    "flow_goto_flow_unknown": (
        "Сценария для перехода нет в проекте или он в архиве. Выберите другой.",
        "The flow to go to is not in the project or is archived. Choose another.",
    ),
    "flow_goto_circle": (
        "Сценарии ведут друг к другу по кругу. Уберите один из переходов.",
        "The flows lead to one another in a circle. Remove one of the steps.",
    ),
    "flow_goto_too_many_nodes": (
        "Вместе со сценарием, к которому ведёт переход, выходит больше 200 сегментов. Упростите один из них.",
        "Together with the flow it leads to there are over 200 nodes. Make one of them simpler.",
    ),
    "flow_goto_before_exit": (
        "Переход к сценарию стоит раньше, чем сегмент ведёт дальше. Уберите одно из двух.",
        "The step to another flow stands before the node leads on. Remove one of the two.",
    ),
    "flow_card_after_goto": (
        "После перехода к сценарию ничего не выполнится.",
        "Nothing runs after the step to another flow.",
    ),
    "flow_keys_unnamed": (
        "Ролик не называет клавишу, которую ждёт сценарий. Добавьте её в текст.",
        "The clip does not name a key that the flow waits for. Add it to the text.",
    ),
    "flow_keys_reminder": (
        "Проверьте, что клавиши названы в самом ролике: текста у него нет.",
        "Make sure that the clip itself names the keys: it has no text to check.",
    ),
    "flow_salebot_payload_malformed": (
        "payload — список не более чем из десяти записей.",
        "payload is a list of up to ten entries.",
    ),
    "flow_salebot_entry_malformed": (
        "Запись клавиши {key} не читается: ждём record, managerPhone, smsText или needBlock.",
        "The entry of key {key} cannot be read: record, managerPhone, smsText or needBlock is expected.",
    ),
    "flow_salebot_record_malformed": (
        "Укажите ID ролика числом.",
        "Give the clip's ID as a number.",
    ),
    "flow_unreachable": (
        "В сегмент ничто не ведёт. Свяжите или удалите его.",
        "Nothing leads to the node. Link or remove it.",
    ),
    "flow_endless_loop": (
        "Сегменты ходят по кругу без участия человека. Разорвите круг.",
        "The nodes go round without the person's part. Break the circle.",
    ),
    "flow_webhook_integration_unknown": (
        "Такой интеграции в проекте нет. Выберите другую.",
        "There is no such integration in the project. Choose another.",
    ),
    "flow_webhook_integration_archived": (
        "Интеграция в архиве. Восстановите её или выберите другую.",
        "The integration is archived. Restore it or choose another.",
    ),
    "flow_message_not_approved": (
        "Текст сообщения не проходил модерацию. Добавьте его в «Материалы» и дождитесь одобрения.",
        "The message's text has not passed moderation. Add it to “Materials” and wait for the approval.",
    ),
}
