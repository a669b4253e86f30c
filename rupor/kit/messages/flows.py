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
        "Такой вид распознавания пока недоступен. Выберите клавиши (DTMF).",
        "This kind of recognition is not available yet. Choose keys (DTMF).",
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
    "flow_unreachable": (
        "В сегмент ничто не ведёт. Свяжите или удалите его.",
        "Nothing leads to the node. Link or remove it.",
    ),
    "flow_endless_loop": (
        "Сегменты ходят по кругу без участия человека. Разорвите круг.",
        "The nodes go round without the person's part. Break the circle.",
    ),
}
