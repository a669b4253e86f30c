// «Телефония»: numbers people see when the robot calls; renting them; for staff, the whole pool.
import { Tabs } from "@mantine/core";
import { useTranslation } from "react-i18next";

import "./texts";

import { useAddress } from "../../kit/address";
import { useMe } from "../../kit/me";
import { PageHeader } from "../../kit/PageHeader";
import { ActiveTab } from "./ActiveTab";
import { PoolTab } from "./PoolTab";
import { RentTab } from "./RentTab";

const TABS = ["active", "rent", "pool"] as const;

export default function NumbersPage() {
  const { t } = useTranslation("numbers");
  const address = useAddress();
  const { is_staff: isStaff } = useMe();
  const shown = TABS.filter((one) => one !== "pool" || isStaff);
  const tab = shown.find((one) => one === address.get("tab")) ?? "active";
  const open = (next: string | null) =>
    address.change({
      tab: next === "active" ? undefined : (next ?? undefined),
      ...Object.fromEntries(
        ["search", "kind", "state", "operator", "country", "region", "line_type"].map((key) => [key, undefined]),
      ),
    });
  return (
    <>
      <PageHeader title={t("title")} hint={t("hint")} />
      <Tabs value={tab} onChange={open} keepMounted={false}>
        <Tabs.List mb="sm">
          {shown.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`tab.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="active">
          <ActiveTab />
        </Tabs.Panel>
        <Tabs.Panel value="rent">
          <RentTab />
        </Tabs.Panel>
        <Tabs.Panel value="pool">
          <PoolTab />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
