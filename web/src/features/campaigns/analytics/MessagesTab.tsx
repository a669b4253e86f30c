import { api } from "../../../kit/client";
import { useProject } from "../../../kit/me";
import { MessageFilters, MessagesTable, useMessageFilters } from "../../deliveries/MessagesTable";

export function MessagesTab({ campaign }: { campaign: number }) {
  const project = useProject();
  const filters = useMessageFilters(["status", "phone"]);
  const { address, asked } = filters;
  const query = api.useQuery("get", "/api/v1/projects/{project}/campaigns/{campaign_id}/messages", {
    params: { path: { project, campaign_id: campaign }, query: { ...asked, page: address.page, per: address.per } },
  });
  return (
    <>
      <MessageFilters filters={filters} fields={["status", "phone"]} />
      <MessagesTable query={query} filters={filters} />
    </>
  );
}
