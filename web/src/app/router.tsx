// The map of the cabinet. Every page is loaded when it is first opened.
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";

import { parseSearch, type Search, writeSearch } from "../kit/address";
import { api } from "../kit/client";
import { ApiError } from "../kit/errors";
import type { Me } from "../kit/types";
import { NotFound, PageFailed } from "./Broken";
import { PageSkeleton } from "./PageSkeleton";
import { queries } from "./queries";

const root = createRootRoute({
  component: Outlet,
  notFoundComponent: NotFound,
  validateSearch: (search: Record<string, unknown>): Search => search as Search,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  component: lazyRouteComponent(() => import("../features/accounts/SignInPage")),
});

async function known(href: string): Promise<Me> {
  try {
    return await queries.ensureQueryData(api.queryOptions("get", "/api/v1/me"));
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 401)) throw error;
    throw redirect({ to: "/sign-in", search: href === "/" ? {} : { next: href } });
  }
}

const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  beforeLoad: ({ location }) => known(location.href),
  component: lazyRouteComponent(() => import("./Shell")),
});

const home = createRoute({
  getParentRoute: () => inside,
  path: "/",
  beforeLoad: async () => {
    const first = (await known("/")).projects[0];
    if (first) throw redirect({ to: "/p/$project/campaigns", params: { project: String(first.id) } });
    throw redirect({ to: "/projects" });
  },
});

type PageModule = () => Promise<{ default: React.ComponentType }>;

function page<const P extends string>(path: P, load: PageModule) {
  return createRoute({ getParentRoute: () => inside, path, component: lazyRouteComponent(load) });
}

const tree = root.addChildren([
  signIn,
  inside.addChildren([
    home,
    page("/projects", () => import("../features/projects/ProjectsPage")),
    page("/numbers", () => import("../features/numbers/NumbersPage")),
    page("/numbers/$number", () => import("../features/numbers/NumberPage")),
    page("/limits", () => import("../features/limits/LimitsPage")),
    page("/line", () => import("../features/line/LinePage")),
    page("/trunks", () => import("../features/trunks/TrunksPage")),
    page("/finance", () => import("../features/billing/FinancePage")),
    page("/stop-list", () => import("../features/contacts/StopListPage")),
    page("/p/$project/statistics", () => import("../features/reports/StatisticsPage")),
    page("/p/$project/audiences", () => import("../features/contacts/AudiencesPage")),
    page("/p/$project/audiences/new", () => import("../features/contacts/NewAudiencePage")),
    page("/p/$project/audiences/$audience", () => import("../features/contacts/AudiencePage")),
    page("/p/$project/campaigns", () => import("../features/campaigns/list/CampaignsPage")),
    page("/p/$project/campaigns/new", () => import("../features/campaigns/wizard/NewCampaignPage")),
    page("/p/$project/campaigns/$campaign", () => import("../features/campaigns/analytics/AnalyticsPage")),
    page("/p/$project/campaigns/$campaign/edit", () => import("../features/campaigns/wizard/EditCampaignPage")),
    page("/p/$project/materials", () => import("../features/materials/MaterialsPage")),
    page("/p/$project/flows", () => import("../features/flows/FlowsPage")),
    page("/p/$project/flows/new", () => import("../features/flows/NewFlowPage")),
    page("/p/$project/flows/$flow", () => import("../features/flows/EditFlowPage")),
    page("/p/$project/follow-ups", () => import("../features/followups/FollowUpsPage")),
    page("/p/$project/integrations", () => import("../features/integrations/IntegrationsPage")),
    page("/p/$project/details", () => import("../features/deliveries/DetailsPage")),
  ]),
]);

export const router = createRouter({
  routeTree: tree,
  parseSearch,
  stringifySearch: writeSearch as (search: Record<string, unknown>) => string,
  defaultPendingComponent: PageSkeleton,
  defaultErrorComponent: PageFailed,
  defaultPreload: "intent",
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
